using System.Collections.Generic;
using System.Linq;

namespace Nika.Messaging.Contracts;

/// <summary>A member of a message or part.</summary>
/// <param name="Name">The C# name, keywords escaped.</param>
/// <param name="WireName">The name on the wire.</param>
/// <param name="Value">Its type.</param>
/// <param name="IsRequired">Whether reading fails without it.</param>
/// <param name="Default">The default of its constructor parameter as an expression; null if there is none.</param>
/// <param name="HasInitializer">Whether the type itself gives it a value when it is absent.</param>
/// <param name="MustBeSet">Whether C# demands it in an object initializer.</param>
/// <param name="OldNames">Names it had on the wire before: read, never written.</param>
/// <param name="IsExtensionData">Whether it has no name on the wire, but keeps the members that no other one is.</param>
internal sealed record MemberModel(
    string Name,
    string WireName,
    ValueModel Value,
    bool IsRequired,
    string? Default,
    bool HasInitializer,
    bool MustBeSet,
    EquatableArray<string> OldNames,
    bool IsExtensionData)
{
    /// <summary>Every name it is read by.</summary>
    public IEnumerable<string> ReadNames => OldNames.Prepend(WireName);
}
