using System.Globalization;
using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>A point's id: a number or a UUID. Numbers come first.</summary>
internal readonly record struct PointId(ulong? Number, Guid Uuid) : IComparable<PointId>
{
    public static PointId Of(JsonElement json) => json.ValueKind == JsonValueKind.Number ? new(json.GetUInt64(), Guid.Empty) : new(null, Guid.Parse(json.GetString()!));

    public int CompareTo(PointId other) => (Number, other.Number) switch
    {
        ({ } mine, { } theirs) => mine.CompareTo(theirs),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(ToString(), other.ToString()),
    };

    /// <summary>As it stands in a reply.</summary>
    public object Json => Number is { } number ? number : Uuid.ToString();

    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Uuid.ToString();
}
