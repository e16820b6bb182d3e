using Nika.Messaging.Streams;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>A store of a test's own.</summary>
public interface ITestStore : IDisposable
{
    INikaBuilder Join(INikaBuilder builder);

    /// <summary>A store beside the pods', to look at what they left.</summary>
    IStore Open();
}
