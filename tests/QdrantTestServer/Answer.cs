namespace Nika.Messaging.QdrantTestServer;

/// <summary>A reply.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body);
