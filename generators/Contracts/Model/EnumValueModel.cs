namespace Nika.Messaging.Contracts;

/// <summary>A value of an enum.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="WireName">The name on the wire.</param>
/// <param name="IsAlias">Whether it is read, but never written: an earlier name has the same value.</param>
/// <param name="Bits">The value, its sign extended.</param>
internal sealed record EnumValueModel(string Name, string WireName, bool IsAlias, ulong Bits);
