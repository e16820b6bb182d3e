namespace Nika.Messaging.Contracts;

/// <summary>What a message feeds to its envelope.</summary>
/// <param name="Domain">The constant <c>domain</c>.</param>
/// <param name="Intent">The constant <c>intent</c>.</param>
/// <param name="Tags">The constant <c>tags</c>.</param>
/// <param name="Feeds">The members that feed a field.</param>
internal sealed record MetaModel(string? Domain, string? Intent, EquatableArray<string> Tags, EquatableArray<MetaFeedModel> Feeds);
