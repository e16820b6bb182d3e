#pragma warning disable CS1591, CA1065, CA1822, MA0025, MA0012
namespace Nika.Messaging;

/// <summary>Reads UTF-8 JSON strictly (RFC 8259) and without exceptions: every method returns false and keeps <see cref="Error"/> on the first fault.</summary>
public ref struct JsonReader
{
    public const int DefaultMaxDepth = 64;
    public JsonReader(ReadOnlySpan<byte> utf8, int maxDepth = DefaultMaxDepth) => throw new NotImplementedException();

    /// <summary>A reader of one scalar in plain text: strings, ids, enums, dates, guids and base64 without quotes and escapes (hash fields).</summary>
    public static JsonReader ForPlainText(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    public readonly bool Failed => throw new NotImplementedException();
    public readonly JsonError Error => throw new NotImplementedException();

    public bool BeginObject() => throw new NotImplementedException();
    public bool NextMember(out ReadOnlySpan<byte> name) => throw new NotImplementedException(); // false at '}' (consumed) or on error; name unescaped; consumes ':'
    public bool BeginArray() => throw new NotImplementedException();
    public bool NextElement() => throw new NotImplementedException(); // false at ']' (consumed) or on error
    public bool TryReadNull() => throw new NotImplementedException(); // consumes null if it is next; never sets the error
    public bool SkipValue() => throw new NotImplementedException();
    public bool ReadEnd() => throw new NotImplementedException(); // only white space may follow

    public bool TryReadString(out string value) => throw new NotImplementedException();
    public bool TryReadUtf8(out ReadOnlySpan<byte> value) => throw new NotImplementedException(); // a JSON string's unescaped UTF-8, valid until the next call (enums)
    public bool TryReadBoolean(out bool value) => throw new NotImplementedException();
    public bool TryReadSByte(out sbyte value) => throw new NotImplementedException();
    public bool TryReadByte(out byte value) => throw new NotImplementedException();
    public bool TryReadInt16(out short value) => throw new NotImplementedException();
    public bool TryReadUInt16(out ushort value) => throw new NotImplementedException();
    public bool TryReadInt32(out int value) => throw new NotImplementedException();
    public bool TryReadUInt32(out uint value) => throw new NotImplementedException();
    public bool TryReadInt64(out long value) => throw new NotImplementedException();
    public bool TryReadUInt64(out ulong value) => throw new NotImplementedException();
    public bool TryReadSingle(out float value) => throw new NotImplementedException();
    public bool TryReadDouble(out double value) => throw new NotImplementedException();
    public bool TryReadDecimal(out decimal value) => throw new NotImplementedException();
    public bool TryReadGuid(out Guid value) => throw new NotImplementedException();
    public bool TryReadDateTimeOffset(out DateTimeOffset value) => throw new NotImplementedException(); // RFC 3339, offset required
    public bool TryReadDateOnly(out DateOnly value) => throw new NotImplementedException();
    public bool TryReadTimeSpan(out TimeSpan value) => throw new NotImplementedException();
    public bool TryReadBase64(out byte[] value) => throw new NotImplementedException();
    public bool TryReadId<TId>(out TId value) where TId : struct, IId<TId> => throw new NotImplementedException();

    /// <summary>Records a fault found by generated code. Always returns false.</summary>
    public bool Fail(string reason) => throw new NotImplementedException();
    /// <summary>A required member is missing. Always returns false.</summary>
    public bool FailMissing(string member) => throw new NotImplementedException();
    /// <summary>A member came twice. Always returns false.</summary>
    public bool FailDuplicate(string member) => throw new NotImplementedException();
    /// <summary>An unknown enum name. Always returns false.</summary>
    public bool FailUnknown(string enumName, ReadOnlySpan<byte> found) => throw new NotImplementedException();
}
