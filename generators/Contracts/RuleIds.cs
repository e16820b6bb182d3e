namespace Nika.Messaging.Contracts;

/// <summary>
/// The ids of what parsing can find wrong, with the arguments each <see cref="Problem"/> carries. The analyzers turn them into
/// diagnostics; the generator emits nothing for a type with a problem. Ids are literal and never reused.
/// </summary>
internal static class RuleIds
{
    /// <summary>The type or a containing type is not partial. {0} the declared type, {1} the type that lacks <c>partial</c>.</summary>
    public const string NotPartial = "NIKA101";

    /// <summary>A stream or hash of one's own without a time to live. {0} the type.</summary>
    public const string NoTimeToLive = "NIKA102";

    /// <summary>A duration that cannot be read, is not positive, or is longer than its layer's. {0} the type, {1} the text, {2} what is wrong.</summary>
    public const string InvalidDuration = "NIKA103";

    /// <summary>A key part without a fitting member. {0} the type, {1} the placeholder or member, {2} what is wrong.</summary>
    public const string UnknownPlaceholder = "NIKA104";

    /// <summary>A stream shared by all without a bound, or with one that is not positive. {0} the type, {1} the key.</summary>
    public const string UnboundedStream = "NIKA105";

    /// <summary>A member of a type that has no JSON form. {0} the type, {1} the member, {2} its type, {3} why, and what to write.</summary>
    public const string UnsupportedMember = "NIKA106";

    /// <summary>No layer attribute, or several. {0} the type, {1} how many.</summary>
    public const string LayerCount = "NIKA109";

    /// <summary>A type that cannot be a message, a part, an id or a handler. {0} the type, {1} what it is.</summary>
    public const string UnsupportedType = "NIKA112";

    /// <summary>No constructor to read with, or several. {0} the type, {1} what is wrong.</summary>
    public const string AmbiguousConstructor = "NIKA113";

    /// <summary>A wire name that is not allowed. {0} the type or member, {1} the name, {2} what is allowed.</summary>
    public const string InvalidWireName = "NIKA114";

    /// <summary>Two members, or two values of an enum, with the same wire name. {0} the type, {1} the wire name.</summary>
    public const string DuplicateWireName = "NIKA108";

    /// <summary>A member that cannot feed the envelope field it names. {0} the type, {1} the member, {2} what is wrong.</summary>
    public const string InvalidMeta = "NIKA116";

    /// <summary>A handler without a method that handles something. {0} the type.</summary>
    public const string NoHandlerMethod = "NIKA117";

    /// <summary>A <c>HandleAsync</c> that is not one of the forms allowed. {0} the type, {1} what is wrong.</summary>
    public const string InvalidHandlerMethod = "NIKA118";

    /// <summary>Two handler methods for the same wire name. {0} the type, {1} the wire name.</summary>
    public const string DuplicateHandlerMethod = "NIKA119";

    /// <summary>A codec that is for nothing in its member. {0} the type, {1} the member, {2} the codec, {3} the member's type.</summary>
    public const string UnfitCodec = "NIKA140";

    /// <summary>A type that contains itself without a limit, or a limit that is none. {0} the type, {1} what is wrong.</summary>
    public const string UnboundedDepth = "NIKA141";

    /// <summary>A member that cannot keep unknown members. {0} the type, {1} the member, {2} what is wrong.</summary>
    public const string InvalidExtensionData = "NIKA142";

    /// <summary>A codec of the assembly that is none. {0} the type.</summary>
    public const string NoCodec = "NIKA143";

    /// <summary>A request that cannot be asked. {0} the type, {1} what is wrong.</summary>
    public const string InvalidRequest = "NIKA152";

    /// <summary>A member of a client that has no shape that can be implemented. {0} the client, {1} the member, {2} what is wrong.</summary>
    public const string InvalidClientMethod = "NIKA153";

    /// <summary>A version below 1. {0} the type, {1} the version.</summary>
    public const string InvalidVersion = "NIKA144";
}
