using System.Globalization;
using Nika.Messaging.Consuming;

namespace Nika.Messaging;

/// <content>What a pod says of its session: <c>session_start</c> and <c>session_end_summary</c>.</content>
public sealed partial class NikaPod
{
    private long sessionStartedAt;

    private void BeginSession(ConsumerHost started)
    {
        sessionStartedAt = timeProvider.GetTimestamp();
        if (saysSession)
        {
            _ = Publish(new SessionStart(Environment.MachineName, Environment.ProcessId, [.. HandlersOf(started)]));
        }
    }

    // Once its handlers are done, and while it can still publish.
    private void EndSession()
    {
        if (saysSession && consumers is not null)
        {
            var (completed, failed, cancelled) = Entities.Ends;
            string summary = string.Create(
                CultureInfo.InvariantCulture,
                $"{identity.Pod}{(identity.Role is { } role ? $" ({role})" : "")}: {Consumed.Handled} messages handled, {Consumed.Failed} failures, {Account.Published} published; it ended {completed} entities as completed, {failed} as failed, {cancelled} as cancelled");
            _ = Publish(new SessionEndSummary(summary, timeProvider.GetElapsedTime(sessionStartedAt), Account.Published, Consumed.Handled, Consumed.Failed));
        }
    }

    private static IEnumerable<string> HandlersOf(ConsumerHost consumers) => consumers.Groups
        .SelectMany(static group => group.Handlers.Select(handler => $"{handler.Descriptor.HandlerType.Name} [{group.Group}]"))
        .Concat(consumers.Followers?.Handlers.Select(static handler => $"{handler.Descriptor.HandlerType.Name} [follows]") ?? []);
}
