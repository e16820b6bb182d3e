namespace Nika.Messaging.Contracts;

/// <summary>A message.</summary>
/// <param name="Shape">Its members.</param>
/// <param name="WireName">Its wire name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="Key">Its key.</param>
/// <param name="TimeToLive">Its key's time to live, in milliseconds.</param>
/// <param name="MaxLength">About how many entries its stream keeps.</param>
/// <param name="Retention">How long its stream's entries are kept, in milliseconds.</param>
/// <param name="SignalKind">The value of <c>SignalKind</c> on <c>nika:ipc:*</c>.</param>
/// <param name="Significance">The value of <c>Significance</c>.</param>
/// <param name="Meta">What it feeds to the envelope.</param>
/// <param name="MemoryText">The member that memory finds it by.</param>
/// <param name="FieldsName">The name of the nested class of its members' descriptors; null if it gets none.</param>
/// <param name="Request">What it is replied with, if it can be asked.</param>
/// <param name="HasOwnPublishTo">Whether the type has a member named as the publish stub is.</param>
internal sealed record MessageModel(
    ShapeModel Shape,
    string WireName,
    int Version,
    Layer Layer,
    KeyModel Key,
    long TimeToLive,
    long? MaxLength,
    long? Retention,
    string? SignalKind,
    string Significance,
    MetaModel Meta,
    string? MemoryText,
    string? FieldsName,
    RequestModel? Request,
    bool HasOwnPublishTo)
{
    /// <summary>Whether the message is a hash and not an entry of a stream.</summary>
    public bool IsHash => Layer is Layer.Hash or Layer.WorkingMemory or Layer.Contract;
}
