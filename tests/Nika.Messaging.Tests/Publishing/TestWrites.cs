using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>Writes that no message stands behind: what a lane carries it does not look into.</summary>
internal static class TestWrites
{
    private static readonly MessageDescriptor Descriptor = new(typeof(string), "test", MessageLayer.Stream, "k", TimeSpan.FromHours(1));

    public static WriteHeader Header(Guid id) => new() { Kind = WriteKind.Append, KeyLength = 1, Descriptor = Descriptor, Id = id };
}
