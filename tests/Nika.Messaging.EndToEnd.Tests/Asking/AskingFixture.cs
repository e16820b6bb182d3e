using System.Text;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>Pods that ask, and pods of the role auditor.</summary>
public abstract class AskingFixture(ITestStore store) : ConsumingFixture(store)
{
    protected static readonly JobId Job = new("job-1");

    /// <summary>Longer than any wait of a test.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected async Task<NikaPod> StartAuditorAsync(Func<AuditRequest, MessageContext, CancellationToken, ValueTask<AuditResult>> audit, string name = "auditor")
    {
        var pod = await StartAsync(name, builder => builder.AddHandler(_ => new Auditor(audit)));
        await pod.FollowAsync(Job);
        return pod;
    }

    /// <summary>A reply as a pod in another language would write it.</summary>
    protected async Task ReplyAsync(Guid request, string type, string data, string kind = "result", bool isMarked = true)
    {
        string meta = $$"""{"v":1,"id":"{{Guid.CreateVersion7()}}","ts":"2026-11-25T00:00:00.000000Z","type":"{{type}}","schema":1,"pod":"peer","causation_id":"{{request}}"}""";
        (string Name, string Value)[] fields = [("type", type), ("NIKA_META", meta), ("data", data), ("kind", kind)];
        await AppendToJobAsync(isMarked ? [.. fields, ("reply_to", request.ToString())] : fields);
    }

    protected async Task AppendToJobAsync(params (string Name, string Value)[] fields)
    {
        var buffer = new Utf8Buffer();
        var writer = new FieldWriter(buffer);
        foreach (var (name, value) in fields)
        {
            writer.Field(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        }

        writer.Complete();
        _ = await (await RawAsync()).AppendAsync("nika:ipc:job-1", buffer.WrittenSpan.ToArray(), TimeSpan.FromHours(2), Cancellation);
    }

    /// <summary>The id of the only request on the job's stream.</summary>
    protected async Task<Guid> RequestAsync()
    {
        var found = await EntriesAsync("folder_audit_request");
        return Assert.Single(found).Meta.Id;
    }

    protected async Task<List<(NikaMeta Meta, Dictionary<string, string> Fields)>> EntriesAsync(string type)
    {
        List<(NikaMeta Meta, Dictionary<string, string> Fields)> found = [];
        await Wait.Until(
            async () =>
            {
                found = [.. (await ReadAsync()).Where(entry => entry.Fields["type"] == type)];
                return found.Count > 0;
            },
            TimeSpan.FromMinutes(1),
            type);
        return found;
    }

    protected async Task<int> CountAsync(string type) => (await ReadAsync()).Count(entry => entry.Fields["type"] == type);

    private async Task<List<(NikaMeta Meta, Dictionary<string, string> Fields)>> ReadAsync()
    {
        var batch = new EntryBatch();
        var looking = await RawAsync();
        await looking.RangeAsync("nika:ipc:job-1", StreamId.Zero, StreamId.Max, 100_000, batch, Cancellation);
        var entries = new List<(NikaMeta, Dictionary<string, string>)>();
        for (int i = 0; i < batch.Count; i++)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            var reader = new FieldReader(batch[i].Fields);
            while (reader.TryNext(out var name, out var value))
            {
                fields.Add(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value));
            }

            var json = new JsonReader(Encoding.UTF8.GetBytes(fields["NIKA_META"]));
            Assert.True(NikaMeta.TryReadJson(ref json, out var meta));
            entries.Add((meta, fields));
        }

        return entries;
    }
}
