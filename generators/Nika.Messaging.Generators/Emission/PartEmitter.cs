using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints a message part.</summary>
internal static class PartEmitter
{
    public static string Emit(ShapeModel part)
    {
        var code = SourceFile.Begin(part.Type, part.Type.Declaration, $"{Names.Part}<{part.Type.FullName}>");
        var shared = SharedCode.For(part);
        JsonWriterEmitter.Emit(code, part, shared, isMessage: false);
        code.Line();
        JsonReaderEmitter.Emit(code, part, shared);
        if (!shared.IsEmpty)
        {
            code.Line();
            shared.Emit(code);
        }

        return SourceFile.End(code, part.Type);
    }
}
