namespace Nika.Messaging.Faults;

/// <summary>Takes what names the role <c>tester</c>.</summary>
[Handler("cg:worker:tester")]
public sealed partial class SkilledHandler(Handled handled)
{
    public Task HandleAsync(EntityTransition created, MessageContext context) => handled("cg:worker:tester", context.Meta.Id);
}
