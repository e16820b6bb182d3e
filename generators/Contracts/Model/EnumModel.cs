namespace Nika.Messaging.Contracts;

/// <summary>An enum, by the names of its values.</summary>
/// <param name="Name">Its short name, for messages.</param>
/// <param name="FullName">Its full name.</param>
/// <param name="Values">Its values in order.</param>
/// <param name="Fallback">The C# name that unknown wire names are read as; null if they are refused.</param>
/// <param name="IsFlags">Whether a value can be several of them.</param>
internal sealed record EnumModel(string Name, string FullName, EquatableArray<EnumValueModel> Values, string? Fallback, bool IsFlags);
