using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>Makes a failed delivery of what must arrive an exception: the handler's message is then delivered again.</summary>
internal static class Delivery
{
    public static async ValueTask MustArriveAsync(this ValueTask<PublishResult> publishing)
    {
        PublishResult result = await publishing;
        if (result.Status != PublishStatus.Delivered)
        {
            throw new AuditFailedException($"the store did not take a message: {result.Reason}");
        }
    }
}
