namespace Nika.Messaging;


/// <summary>The outcome of a publish: what became of the message, why, and the id it was given.</summary>
/// <param name="Status">What became of the message.</param>
/// <param name="Id">The envelope's <c>id</c>; empty if the message was refused.</param>
/// <param name="Reason">Why it was degraded, dropped or refused; null otherwise.</param>
public readonly record struct PublishResult(PublishStatus Status, Guid Id, string? Reason)
{
    /// <summary>Whether the message is under way or stored: accepted or delivered.</summary>
    public bool IsSuccess => Status is PublishStatus.Accepted or PublishStatus.Delivered;

    /// <summary>Status and reason.</summary>
    public override string ToString() => Reason is null ? Status.ToString() : $"{Status}: {Reason}";
}
