using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>A point as it is kept; with a cosine distance its vector is normalised. A point may be without one.</summary>
internal sealed record StoredPoint(PointId Id, float[]? Vector, JsonElement Payload, ulong Version);
