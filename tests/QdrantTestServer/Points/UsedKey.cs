namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>A payload key a condition looks at.</summary>
/// <param name="Key">The key.</param>
/// <param name="Indexes">The kinds of index that would serve the condition.</param>
internal sealed record UsedKey(string Key, string[] Indexes)
{
    public static readonly string[] AnyKind = ["keyword", "integer", "float", "geo", "text", "bool", "datetime", "uuid"];
}
