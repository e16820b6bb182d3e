namespace Nika.Messaging.QdrantTestServer.OpenApi;

/// <summary>Where a value does not fit its schema, and why. The place is put together on the way out, so that values that fit cost nothing.</summary>
/// <param name="message">Why.</param>
/// <param name="isOfOtherType">Whether the value is of another type altogether: that alternative was hardly meant.</param>
internal sealed class SchemaFault(string message, bool isOfOtherType = false)
{
    private readonly List<string> path = [];

    /// <summary>Of several alternatives, the one that went deepest was meant.</summary>
    public bool IsNearerThan(SchemaFault other) => (path.Count * 2) + (IsOfOtherType ? 0 : 1) > (other.path.Count * 2) + (other.IsOfOtherType ? 0 : 1);

    private bool IsOfOtherType => isOfOtherType;

    public SchemaFault Under(string segment)
    {
        path.Add(segment);
        return this;
    }

    public override string ToString() => $"${string.Concat(Enumerable.Reverse(path))}: {message}";
}
