namespace Nika.Messaging;

/// <summary><c>session_end_summary</c>: a pod or Alpha ends; the summary goes to memory. Published by the pod itself, see <see cref="NikaOptions.SessionMessages"/>.</summary>
/// <param name="Summary">What the session did, for people and for memory.</param>
/// <param name="Duration">How long it lasted.</param>
/// <param name="Published">How many messages it published.</param>
/// <param name="Handled">How many messages it handled.</param>
/// <param name="Failed">How many times a handler failed.</param>
[Message("session_end_summary")]
[BusMessage(Remember = true)]
public sealed partial record SessionEndSummary(string Summary, TimeSpan Duration, long Published, long Handled, long Failed);
