using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>What a stranger writes costs the running consumer no exception. These tests run alone: they count what the whole process throws.</summary>
public abstract class MalformedDataTests(ITestStore store) : ConsumingFixture(store)
{
    private const string Meta = """{"v":1,"id":"0198c0de-0000-7000-8000-000000000001","ts":"2026-11-23T00:00:00.000000Z","type":"job_changed","schema":1,"pod":"stranger","entity_id":"task-x","status":"created"}""";

    /// <summary>Documents of every kind of fault, and what the dead letter must say of each.</summary>
    private static readonly (string Data, string Error)[] Faults =
    [
        ("", "Expected an object, found the end of the document at $, byte 0"),
        ("[]", "Expected an object, found an array at $, byte 0"),
        ("""{"entity_id":"task-x","status":"created"}""", "The required member 'summary' is missing at $, byte 40"),
        ("""{"entity_id":"task-x","status":"created","summary":"a","summary":"b"}""", "The member 'summary' came twice at $.summary, byte 55"),
        ("""{"entity_id":"task-x","status":"created","summary":null}""", "Expected a string, found null at $.summary, byte 51"),
        ("""{"entity_id":"task-x","status":"created","summary":17}""", "Expected a string, found a number at $.summary, byte 51"),
        ("""{"entity_id":"task-x","status":"undone","summary":"a"}""", "'undone' is no EntityStatus at $.status, byte 31"),
        ("""{"entity_id":"../x","status":"created","summary":"a"}""", "at $.entity_id, byte 13"),
        ("""{"entity_id":"task-x","status":"created","summary":"\ud800"}""", "A surrogate escape without its partner is no character at $.summary, byte 52"),
        ("{\"entity_id\":\"task-x\",\"status\":\"created\",\"summary\":\"\t\"}", "A control character, 0x09, stands unescaped in a string at $.summary, byte 52"),
        ("""{"entity_id":"task-x","status":"created","summary":"a"} x""", "Unexpected text after the end: 'x' at $, byte 56"),
        ("""{"entity_id":"task-x","status":"created","summary":"a","more":[1,{"n":01}]}""", "at $.more[1].n, byte 70"),
        ("""{"more":""" + new string('[', 100), "Nested deeper than 64 levels"),
    ];

    [Fact]
    public async Task Malformed_data_throws_nothing_and_is_dead_lettered_with_reason_path_and_offset()
    {
        var seen = new ConcurrentQueue<string>();
        var pod = await StartAsync("w1", builder => builder.AddHandler(_ => new RecordingWorker((change, _) =>
        {
            seen.Enqueue(change.EntityId.Value);
            return Task.CompletedTask;
        })));
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "good"));
        await Wait.Until(() => seen.Contains("task-1"));

        var thrown = new ConcurrentQueue<string>();
        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            foreach (var (data, _) in Faults)
            {
                await AppendAsync([("type", "job_changed"), ("NIKA_META", Meta), ("data", data)]);
            }

            await AppendAsync([("type", "job_changed"), ("NIKA_META", Meta[..60]), ("data", "{}")]);
            await Wait.Until(() => pod.Consumed.DeadLettered == Faults.Length + 1);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        Assert.Empty(thrown);
        Assert.Equal(["task-1"], seen);
        var letters = await DeadLettersAsync();
        foreach (var (data, error) in Faults)
        {
            var letter = letters.Single(l => string.Equals(l["data"], data, StringComparison.Ordinal));
            Assert.StartsWith("data: ", letter["error"], StringComparison.Ordinal);
            Assert.Contains(error, letter["error"], StringComparison.Ordinal);
        }

        Assert.StartsWith("NIKA_META: ", letters.Single(l => l["data"] == "{}")["error"], StringComparison.Ordinal);

        void Note(object? sender, FirstChanceExceptionEventArgs e)
        {
            // What the product throws, or has something throw for it; not what the test platform does meanwhile.
            string stack = new StackTrace().ToString();
            if (stack.Replace(typeof(MalformedDataTests).Namespace!, "", StringComparison.Ordinal).Contains("Nika.Messaging.", StringComparison.Ordinal))
            {
                thrown.Enqueue($"{e.Exception.GetType()}: {e.Exception.Message}\n{stack}");
            }
        }
    }
}
