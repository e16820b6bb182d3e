using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance;

/// <summary>
/// The frame of the suite: every test gets a started store and keys of its own. The facts are in <c>Suite</c>, a file for each part of
/// the contract; each store derives all of them, in one file.
/// </summary>
/// <typeparam name="TSubject">The store.</typeparam>
public abstract class ConformanceFacts<TSubject> : IAsyncLifetime
    where TSubject : ISubject
{
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Short enough to wait for where time is real.</summary>
    protected static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(200);

    private StoreUnderTest? subject;

    protected StoreUnderTest Subject => subject!;

    protected IStore Store => Subject.Store;

    public async ValueTask InitializeAsync()
    {
        subject = TSubject.Create();
        await subject.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (subject is not null)
        {
            await subject.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A key nobody else uses.</summary>
    protected static string NewKey() => $"nika:test:{Guid.NewGuid():N}";

    /// <summary>A group's reader that follows some streams.</summary>
    protected IGroupReader Group(string group, string consumer, params string[] keys)
    {
        var reader = Store.OpenGroup(group, consumer);
        foreach (string key in keys)
        {
            reader.Add(key, Hour);
        }

        return reader;
    }
}
