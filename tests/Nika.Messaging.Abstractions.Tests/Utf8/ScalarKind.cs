namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>Every way to read one value, by a name that rows of a table can hold.</summary>
internal static class ScalarKind
{
    public static IReadOnlyDictionary<string, Reading<object>> All { get; } = new Dictionary<string, Reading<object>>(StringComparer.Ordinal)
    {
        ["string"] = (ref JsonReader r, out object v) => Box(r.TryReadString(out string x), x, out v),
        ["utf8"] = (ref JsonReader r, out object v) => Box(r.TryReadUtf8(out var x), System.Text.Encoding.UTF8.GetString(x), out v),
        ["bool"] = (ref JsonReader r, out object v) => Box(r.TryReadBoolean(out bool x), x, out v),
        ["sbyte"] = (ref JsonReader r, out object v) => Box(r.TryReadSByte(out sbyte x), x, out v),
        ["byte"] = (ref JsonReader r, out object v) => Box(r.TryReadByte(out byte x), x, out v),
        ["short"] = (ref JsonReader r, out object v) => Box(r.TryReadInt16(out short x), x, out v),
        ["ushort"] = (ref JsonReader r, out object v) => Box(r.TryReadUInt16(out ushort x), x, out v),
        ["int"] = (ref JsonReader r, out object v) => Box(r.TryReadInt32(out int x), x, out v),
        ["uint"] = (ref JsonReader r, out object v) => Box(r.TryReadUInt32(out uint x), x, out v),
        ["long"] = (ref JsonReader r, out object v) => Box(r.TryReadInt64(out long x), x, out v),
        ["ulong"] = (ref JsonReader r, out object v) => Box(r.TryReadUInt64(out ulong x), x, out v),
        ["float"] = (ref JsonReader r, out object v) => Box(r.TryReadSingle(out float x), x, out v),
        ["double"] = (ref JsonReader r, out object v) => Box(r.TryReadDouble(out double x), x, out v),
        ["decimal"] = (ref JsonReader r, out object v) => Box(r.TryReadDecimal(out decimal x), x, out v),
        ["guid"] = (ref JsonReader r, out object v) => Box(r.TryReadGuid(out Guid x), x, out v),
        ["instant"] = (ref JsonReader r, out object v) => Box(r.TryReadDateTimeOffset(out DateTimeOffset x), x, out v),
        ["date"] = (ref JsonReader r, out object v) => Box(r.TryReadDateOnly(out DateOnly x), x, out v),
        ["span"] = (ref JsonReader r, out object v) => Box(r.TryReadTimeSpan(out TimeSpan x), x, out v),
        ["base64"] = (ref JsonReader r, out object v) => Box(r.TryReadBase64(out byte[] x), x, out v),
        ["id"] = (ref JsonReader r, out object v) => Box(r.TryReadId(out JobId x), x, out v),
        ["any"] = (ref JsonReader r, out object v) => Box(r.SkipValue(), "", out v),
        ["raw"] = (ref JsonReader r, out object v) => Box(r.TryReadRaw(out var x), System.Text.Encoding.UTF8.GetString(x), out v),
        ["meta"] = (ref JsonReader r, out object v) => Box(NikaMeta.TryReadJson(ref r, out NikaMeta x), x, out v),
    };

    private static bool Box(bool read, object value, out object boxed)
    {
        boxed = value;
        return read;
    }
}
