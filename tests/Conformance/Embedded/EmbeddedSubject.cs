using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Conformance.Embedded;

/// <summary>The embedded store, on a clock that is moved by hand.</summary>
public sealed class EmbeddedSubject : StoreUnderTest, ISubject
{
    private readonly EmbeddedServer server;

    private EmbeddedSubject(EmbeddedServer server, ManualTimeProvider clock)
        : base(new EmbeddedStore(server), clock)
    {
        this.server = server;
        Clock = clock;
    }

    public ManualTimeProvider Clock { get; }

    internal Keyspace Keyspace => server.Keyspace;

    static StoreUnderTest ISubject.Create() => Create();

    public static EmbeddedSubject Create()
    {
        var clock = new ManualTimeProvider();
        return new(new EmbeddedServer(clock), clock);
    }

    /// <summary>Another pod of the same process.</summary>
    public EmbeddedSubject Join() => new(server, Clock);

    public override async Task ElapseAsync(TimeSpan time, Func<ValueTask<bool>> condition)
    {
        Clock.Advance(time);
        Assert.True(await condition(), "What time should bring about did not happen.");
    }

    public override Task DeleteAsync(string key)
    {
        lock (Keyspace.Sync)
        {
            Assert.True(Keyspace.Remove(key));
        }

        return Task.CompletedTask;
    }
}
