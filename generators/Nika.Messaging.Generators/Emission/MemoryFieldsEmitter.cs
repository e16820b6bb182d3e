using System.Collections.Generic;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the nested class with the descriptors of the members that memory can be asked for.</summary>
internal static class MemoryFieldsEmitter
{
    public static void Emit(IndentedWriter code, MessageModel message)
    {
        code.Line($"/// <summary>The members of <c>{SourceFile.Doc(message.WireName)}</c>, to ask memory. A condition on one of them also asks for the message's type.</summary>");
        code.Line(SourceFile.GeneratedCode);
        code.Open($"public static class {message.FieldsName}");
        foreach (var member in Of(message))
        {
            string type = TypeOf(member.Value)!;
            code.Line($"/// <summary><c>data.{SourceFile.Doc(member.WireName)}</c></summary>");
            code.Line($"public static {type} {member.Name} {{ get; }} = new({Arguments(message, member)});");
            code.Line();
        }

        code.Close();
        code.Line();
    }

    /// <summary>The members that have a descriptor: those whose values, or whose elements, are scalars of JSON.</summary>
    public static IEnumerable<MemberModel> Of(MessageModel message) =>
        message.FieldsName is null ? [] : message.Shape.Members.Where(m => !m.IsExtensionData && TypeOf(m.Value) is not null);

    private static string Arguments(MessageModel message, MemberModel member)
    {
        string place = Names.Nika + "MemoryPlace.Data, " + CodeText.Literal(member.WireName);
        string names = Scalar(member.Value).Enum is { } model
            ? ", [" + string.Join(", ", model.Values.Where(v => !v.IsAlias).Select(v => $"({model.FullName}.{v.Name}, {CodeText.Literal(v.WireName)})")) + "]"
            : "";
        return place + names + ", " + CodeText.Literal(message.WireName);
    }

    private static ValueModel Scalar(ValueModel value) => value.IsList ? value.Element! : value;

    // Flags are several names in one string, dictionaries, parts and what codecs write are objects or anything at all: no condition fits them.
    private static string? TypeOf(ValueModel value)
    {
        var scalar = Scalar(value);
        string? name = scalar.Kind switch
        {
            ValueKind.String or ValueKind.Char or ValueKind.Uri or ValueKind.Version or ValueKind.TimeOnly or ValueKind.TimeSpan => "TextField",
            ValueKind.Boolean => "BooleanField",
            ValueKind.SByte or ValueKind.Byte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 => "IntegerField",
            ValueKind.UInt64 or ValueKind.Single or ValueKind.Double or ValueKind.Decimal => "NumberField",
            ValueKind.Guid => "GuidField",
            ValueKind.DateTimeOffset or ValueKind.DateTime or ValueKind.DateOnly => "TimeField",
            ValueKind.Id => $"IdField<{scalar.TypeName}>",
            ValueKind.Enum when scalar.Enum is { IsFlags: false } => $"EnumField<{scalar.TypeName}>",
            _ => null,
        };
        return name is null ? null : Names.Nika + name;
    }
}
