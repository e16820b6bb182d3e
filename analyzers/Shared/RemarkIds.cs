namespace Nika.Messaging.Analyzers;

/// <summary>
/// The ids of what only the analyzers find: contracts that code is generated for, though it hardly does what was meant. Ids are literal and never reused.
/// </summary>
internal static class RemarkIds
{
    /// <summary>A wire name or key that another message has. {0} the type, {1} the name or key, {2} which of them, {3} the other type, {4} what comes of it.</summary>
    public const string DuplicateContract = "NIKA107";

    /// <summary>A message of the entity feed without domain and intent. {0} the type.</summary>
    public const string UnfindableEvent = "NIKA110";

    /// <summary>A member that is a <c>DateTime</c>, or holds some. {0} the member.</summary>
    public const string OffsetlessTime = "NIKA111";

    /// <summary>A journaled member that is called like a secret. {0} the message, {1} the path to the member.</summary>
    public const string JournaledSecret = "NIKA115";

    /// <summary>An attribute that nothing reads where it stands. {0} the type or member, {1} the attribute, {2} why.</summary>
    public const string WithoutEffect = "NIKA150";

    /// <summary>A member's wire name that has more than ASCII letters, digits and a few signs. {0} the member, {1} the name.</summary>
    public const string UnusualWireName = "NIKA151";
}
