using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>Pods of a test's own, on a store of its own.</summary>
public abstract class ConsumingFixture(ITestStore store) : IAsyncLifetime
{
    protected static readonly TimeSpan ClaimIdle = TimeSpan.FromMilliseconds(300);
    private readonly List<NikaPod> pods = [];
    private readonly string directory = Directory.CreateTempSubdirectory("nika-consuming-").FullName;
    private IStore? raw;

    protected ITestStore TestStore => store;

    protected IReadOnlyList<NikaPod> Pods => pods;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in pods)
        {
            await pod.DisposeAsync();
        }

        if (raw is not null)
        {
            await raw.DisposeAsync();
        }

        // A writer that was in the disk when its pod had waited long enough may write once more.
        await Wait.Until(TryDelete);
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<NikaPod> StartAsync(string name, Action<INikaBuilder>? configure = null, ILoggerFactory? log = null, Action<NikaPodBuilder>? services = null)
    {
        var builder = NikaPod.CreateBuilder();
        if (log is not null)
        {
            _ = builder.AddService(log);
        }

        services?.Invoke(builder);
        _ = store.Join(builder).Configure(options =>
        {
            options.Pod = name;
            options.Directory = directory;
            options.ReplyDeadline = TimeSpan.FromSeconds(30);
            options.Consumer.ClaimIdle = ClaimIdle;
        });
        configure?.Invoke(builder);
        var pod = builder.Build();
        pods.Add(pod);
        await pod.StartAsync();
        return pod;
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(directory, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    protected async Task<IStore> RawAsync()
    {
        if (raw is null)
        {
            raw = store.Open();
            var outcomes = new NoOutcomes();
            await raw.StartAsync(new StoreHost(TimeProvider.System, NullLoggerFactory.Instance, new("raw"), (name, wake) => new WriteLane(name, wake, outcomes, new(), TimeProvider.System, NullLogger.Instance)), TestContext.Current.CancellationToken);
        }

        return raw;
    }

    protected async Task AppendAsync((string Name, string Value)[] fields)
    {
        var buffer = new Utf8Buffer();
        var writer = new FieldWriter(buffer);
        foreach (var (name, value) in fields)
        {
            writer.Field(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        }

        writer.Complete();
        _ = await (await RawAsync()).AppendAsync("nika:feed:entities", buffer.WrittenSpan.ToArray(), TimeSpan.FromHours(24), TestContext.Current.CancellationToken);
    }

    protected async Task<List<Dictionary<string, string>>> DeadLettersAsync()
    {
        var batch = new EntryBatch();
        var looking = await RawAsync();
        await looking.RangeAsync("nika:dlq:nika:feed:entities", StreamId.Zero, StreamId.Max, 100, batch, TestContext.Current.CancellationToken);
        Assert.InRange((await looking.TimeToLiveAsync("nika:dlq:nika:feed:entities", TestContext.Current.CancellationToken))!.Value, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        var letters = new List<Dictionary<string, string>>();
        for (int i = 0; i < batch.Count; i++)
        {
            var letter = new Dictionary<string, string>(StringComparer.Ordinal);
            var fields = new FieldReader(batch[i].Fields);
            while (fields.TryNext(out var name, out var value))
            {
                letter.Add(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value));
            }

            letters.Add(letter);
        }

        return letters;
    }

    private sealed class NoOutcomes : Publishing.IWriteOutcomes
    {
        public void Delivered(in Publishing.WriteHeader header, in EncodedWrite write) => throw new InvalidOperationException("Nothing is published here.");

        public PublishResult Failed(in Publishing.WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane) => throw new InvalidOperationException("Nothing is published here.");
    }
}
