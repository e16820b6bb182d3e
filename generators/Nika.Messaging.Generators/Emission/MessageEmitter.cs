using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints a message.</summary>
internal static class MessageEmitter
{
    public static string Emit(MessageModel message)
    {
        var type = message.Shape.Type;
        string[] interfaces = message.IsHash
            ? [$"{Names.HashMessage}<{type.FullName}>"]
            : [$"{Names.StreamMessage}<{type.FullName}>", Names.Publishable];
        var code = SourceFile.Begin(type, type.Declaration, interfaces);
        var shared = SharedCode.For(message.Shape, DescriptorEmitter.Fields(message));

        KeyEmitter.EmitKeyFor(code, message);
        if (!message.IsHash)
        {
            PublishEmitter.Emit(code, message);
        }

        if (message.Request is { } request)
        {
            RequestEmitter.Emit(code, message, request);
        }

        if (message.FieldsName is not null)
        {
            MemoryFieldsEmitter.Emit(code, message);
        }

        code.Member($"static {Names.Descriptor} {Names.Message}<{type.FullName}>.Descriptor => {Names.Own}.Descriptor;");
        code.Line();
        KeyEmitter.EmitTryWriteKey(code, message);
        code.Line();
        MetaEmitter.Emit(code, message);
        code.Line();
        FindMissingId(code, message);
        code.Line();
        MemoryText(code, message);
        code.Line();
        JsonWriterEmitter.Emit(code, message.Shape, shared, isMessage: true);
        code.Line();
        JsonReaderEmitter.Emit(code, message.Shape, shared);
        code.Line();
        if (message.IsHash)
        {
            FieldsEmitter.EmitWrite(code, message.Shape, shared);
            code.Line();
            FieldsEmitter.EmitRead(code, message.Shape, shared);
            code.Line();
        }

        shared.Emit(code);
        return SourceFile.End(code, type);
    }

    private static void FindMissingId(IndentedWriter code, MessageModel message)
    {
        string full = message.Shape.Type.FullName;
        var ids = message.Shape.Members.Where(m => m.Value.Kind == ValueKind.Id).ToList();
        if (ids.Count == 0)
        {
            code.Member($"static string? {Names.Message}<{full}>.FindMissingId(in {full} message) => null;");
            return;
        }

        code.Member($"static string? {Names.Message}<{full}>.FindMissingId(in {full} message) =>");
        code.Indent();
        foreach (var id in ids)
        {
            string isDefault = id.Value.IsNullable ? $"message.{id.Name} is {{ IsDefault: true }}" : $"message.{id.Name}.IsDefault";
            code.Line($"{isDefault} ? {CodeText.Literal(id.WireName)} :");
        }

        code.Line("null;");
        code.Outdent();
    }

    private static void MemoryText(IndentedWriter code, MessageModel message)
    {
        string full = message.Shape.Type.FullName;
        string text = message.MemoryText is null ? "null" : "message." + message.MemoryText;
        code.Member($"static string? {Names.Message}<{full}>.MemoryText(in {full} message) => {text};");
    }
}
