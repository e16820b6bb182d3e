using System.Collections.Generic;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how a message's key is made.</summary>
internal static class KeyEmitter
{
    public static void EmitKeyFor(IndentedWriter code, MessageModel message)
    {
        if (message.Key.KeyWithoutJob is { } alone)
        {
            KeyFor(code, message, alone, []);
        }

        KeyFor(code, message, null, Parameters(message.Key));
    }

    public static void EmitTryWriteKey(IndentedWriter code, MessageModel message)
    {
        string full = message.Shape.Type.FullName;
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static bool {Names.Message}<{full}>.TryWriteKey(in {full} message, in {Names.Meta} meta, ref {Names.Writer} writer)");
        if (message.Key.KeyWithoutJob is { } alone)
        {
            var job = message.Key.Parts.First(p => p.Text is null);
            code.Open($"if (message.{job.Member} is not {{ }} job)");
            code.Line($"writer.Raw({Utf8(alone)});");
            code.Line("return true;");
            code.Close();
            code.Line();
            Parts(code, message.Key, "job");
        }
        else if (message.Key.Parts.FirstOrDefault(p => p.FromEnvelope) is { } session)
        {
            string source = session.Member is null ? "meta.SessionId" : $"(message.{session.Member} ?? meta.SessionId)";
            code.Open($"if ({source} is not {{ }} session)");
            code.Line("return false;");
            code.Close();
            code.Line();
            Parts(code, message.Key, "session");
        }
        else
        {
            Parts(code, message.Key, null);
        }

        code.Line("return true;");
        code.Close();
    }

    private static void Parts(IndentedWriter code, KeyModel key, string? local)
    {
        if (key.Parts.Any(p => p.Text is null))
        {
            code.Line("writer.PlainText = true;");
        }

        foreach (var part in key.Parts)
        {
            code.Line(part.Text is not null ? $"writer.Raw({Utf8(part.Text)});" : $"writer.Id({local ?? "message." + part.Member});");
        }
    }

    private static void KeyFor(IndentedWriter code, MessageModel message, string? alone, List<KeyPartModel> parameters)
    {
        string key = $"{Names.Key}<{message.Shape.Type.FullName}>";
        code.Line($"/// <summary>The key <c>{SourceFile.Doc(alone ?? message.Key.Template)}</c>{(alone is null ? "" : ", of messages without a job")}.</summary>");
        foreach (var parameter in parameters)
        {
            code.Line($"/// <param name=\"{parameter.Parameter.TrimStart('@')}\">The id that stands in the key.</param>");
        }

        if (parameters.Count == 0)
        {
            code.Member($"public static {key} KeyFor() => new({CodeText.Literal(alone ?? message.Key.Template)});");
            code.Line();
            return;
        }

        code.Line("/// <exception cref=\"global::System.ArgumentException\">An id is <c>default</c>.</exception>");
        code.Line(SourceFile.GeneratedCode);
        code.Open($"public static {key} KeyFor({string.Join(", ", parameters.Select(p => p.IdType + " " + p.Parameter))})");
        foreach (var parameter in parameters)
        {
            code.Open($"if ({parameter.Parameter}.IsDefault)");
            code.Line($"throw new global::System.ArgumentException(\"A key needs an id that was given a value.\", nameof({parameter.Parameter}));");
            code.Close();
            code.Line();
        }

        var parts = message.Key.Parts.Select(p => p.Text is not null ? CodeText.Literal(p.Text) : p.Parameter + ".Value");
        code.Line($"return new(string.Concat({string.Join(", ", parts)}));");
        code.Close();
        code.Line();
    }

    /// <summary>One parameter for each placeholder; one that comes twice is asked for once.</summary>
    private static List<KeyPartModel> Parameters(KeyModel key) =>
        [.. key.Parts.Where(p => p.Text is null).GroupBy(p => p.Parameter, System.StringComparer.Ordinal).Select(g => g.First())];

    private static string Utf8(string text) => CodeText.Literal(text) + "u8";
}
