namespace Nika.Messaging.Analyzers;

/// <summary>The ids of the usage rules. Literal and never reused.</summary>
internal static class UsageRuleIds
{
    public const string BlockingWait = "NIKA201";
    public const string BlockingCall = "NIKA202";
    public const string UnawaitedCall = "NIKA203";
    public const string TokenNotForwarded = "NIKA204";
    public const string AsyncVoid = "NIKA205";
    public const string RawKey = "NIKA206";
    public const string RawWriteWithoutExpiry = "NIKA207";
    public const string UnhandledByWorkers = "NIKA208";
    public const string NotOnGroupsStream = "NIKA209";
    public const string FireAndForget = "NIKA210";
    public const string IgnoredRefusal = "NIKA211";
}
