namespace Nika.Messaging.Contracts;

/// <summary>A handler.</summary>
/// <param name="Type">The type.</param>
/// <param name="Group">The consumer group; null for a follower.</param>
/// <param name="SignificantOnly">Whether only significant transitions reach it.</param>
/// <param name="Methods">Its methods, ordered by wire name.</param>
/// <param name="Services">Its constructor's parameters.</param>
internal sealed record HandlerModel(
    TypeModel Type,
    string? Group,
    bool SignificantOnly,
    EquatableArray<HandlerMethodModel> Methods,
    EquatableArray<ServiceModel> Services);
