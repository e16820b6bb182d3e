using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how a message feeds its envelope: constants first, then members, so that a member wins.</summary>
internal static class MetaEmitter
{
    public static void Emit(IndentedWriter code, MessageModel message)
    {
        string full = message.Shape.Type.FullName;
        var meta = message.Meta;
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static void {Names.Message}<{full}>.FillMeta(in {full} message, ref {Names.Meta} meta)");
        if (meta.Domain is not null)
        {
            code.Line($"meta.Domain = {CodeText.Literal(meta.Domain)};");
        }

        if (meta.Intent is not null)
        {
            code.Line($"meta.Intent = {CodeText.Literal(meta.Intent)};");
        }

        if (meta.Tags.Count > 0)
        {
            code.Line($"meta.Tags = {Names.Own}.Tags;");
        }

        foreach (var feed in meta.Feeds)
        {
            if (feed.CanBeNull)
            {
                code.Open($"if (message.{feed.Member} is {{ }} given{feed.Field})");
                code.Line($"meta.{feed.Field} = given{feed.Field};");
                code.Close();
            }
            else
            {
                code.Line($"meta.{feed.Field} = message.{feed.Member};");
            }
        }

        code.Close();
    }
}
