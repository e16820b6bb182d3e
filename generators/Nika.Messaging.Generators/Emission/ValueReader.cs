using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Every value is read by one call that says whether it could be.</summary>
internal static class ValueReader
{
    /// <param name="value">The value; that it is nullable does not matter here.</param>
    /// <param name="shared">Names the methods for enums and lists.</param>
    /// <param name="reader">The variable that holds the reader.</param>
    /// <param name="target">What follows <c>out</c>.</param>
    public static string Call(ValueModel value, SharedCode shared, string reader, string target) => value.Kind switch
    {
        ValueKind.Enum => $"{Names.Own}.{shared.ReaderOf(value.Enum!)}(ref {reader}, out {target})",
        ValueKind.Part => $"{Names.Own}.TryReadPart<{value.TypeName}>(ref {reader}, out {target})",
        ValueKind.Codec => $"{Names.Own}.TryReadWith<{value.Codec}, {value.TypeName}>(ref {reader}, out {target})",
        ValueKind.Memory => $"{Names.Own}.TryReadMemory(ref {reader}, out {target})",
        ValueKind.MutableMemory => $"{Names.Own}.TryReadMutableMemory(ref {reader}, out {target})",
        ValueKind.Id => $"{reader}.TryReadId<{value.TypeName}>(out {target})",
        ValueKind.Bytes => $"{reader}.TryReadBase64(out {target})",
        _ when value.Element is not null => $"{Names.Own}.TryRead{shared.NameOf(value)}(ref {reader}, out {target})",
        var scalar => $"{reader}.TryRead{scalar}(out {target})",
    };
}
