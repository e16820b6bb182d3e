using System.Text;

namespace Nika.Messaging.Asking;

/// <summary>Where a request came from: what its replies need to know.</summary>
/// <param name="Key">Its stream, and so that of its replies.</param>
/// <param name="Id">Its envelope id.</param>
/// <param name="CorrelationId">Its conversation; null if it began one.</param>
internal sealed record RequestOrigin(string Key, Guid Id, string? CorrelationId)
{
    private const string Prefix = "nika:ipc:";

    /// <summary>The job whose stream it is; <c>alpha</c> for Alpha's own. Null if it is no such stream.</summary>
    public JobId? Job => JobOf(Key);

    /// <inheritdoc cref="Job"/>
    public static JobId? JobOf(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && JobId.TryCreate(key.AsSpan(Prefix.Length).ToString(), out var job) ? job : null;

    public bool IsOn(ReadOnlySpan<byte> key) => Encoding.UTF8.GetByteCount(Key) == key.Length && Encoding.UTF8.GetString(key) == Key;
}
