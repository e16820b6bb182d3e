namespace Nika.Messaging.Contracts;

/// <summary>A method of a handler.</summary>
/// <param name="MessageType">The full name of the message it takes.</param>
/// <param name="WireName">That message's wire name.</param>
/// <param name="TakesContext">Whether it has a parameter for the context.</param>
/// <param name="TakesCancellation">Whether it has a parameter for the cancellation token.</param>
/// <param name="ReturnsTask">Whether it returns a <c>Task</c> and not a <c>ValueTask</c>.</param>
/// <param name="Reply">The reply it returns; null if it returns none.</param>
internal sealed record HandlerMethodModel(string MessageType, string WireName, bool TakesContext, bool TakesCancellation, bool ReturnsTask, RequestModel? Reply);
