namespace Nika.Messaging.Generators.Tests.Messages;

/// <summary>Feeds the envelope from marked members, a computed one among them.</summary>
[Message("marked"), BusMessage, Meta(Domain = "constant", Intent = "constant")]
public sealed partial record Marked(EntityId EntityId, [Meta(MetaField.EntityId)] EntityId About, [property: Meta(MetaField.Domain), MemoryText] string Area)
{
    [Meta(MetaField.Intent)]
    public string Purpose => "about-" + About;
}
