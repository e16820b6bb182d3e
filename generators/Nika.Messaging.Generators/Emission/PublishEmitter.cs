using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the publish stub: public, unless the type has members of that name.</summary>
internal static class PublishEmitter
{
    public static void Emit(IndentedWriter code, MessageModel message)
    {
        string full = message.Shape.Type.FullName;
        string start = message.HasOwnPublishTo ? "" : "public ";
        string owner = message.HasOwnPublishTo ? Names.Publishable + "." : "";
        string defaultToken = message.HasOwnPublishTo ? "" : " = default";

        code.Line("/// <inheritdoc/>");
        code.Member($"{start}{Names.PublishResult} {owner}PublishTo({Names.Publisher} publisher) => publisher.Publish<{full}>(this);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member($"{start}{Names.ValueTask}<{Names.PublishResult}> {owner}PublishToAsync({Names.Publisher} publisher, {Names.CancellationToken} cancellationToken{defaultToken}) =>");
        code.Indent();
        code.Line($"publisher.PublishAsync<{full}>(this, cancellationToken);");
        code.Outdent();
        code.Line();
    }
}
