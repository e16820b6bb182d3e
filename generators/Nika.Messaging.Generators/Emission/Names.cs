namespace Nika.Messaging.Generators.Emission;

/// <summary>Full names that emitted code uses.</summary>
internal static class Names
{
    public const string Nika = "global::Nika.Messaging.";
    public const string Writer = Nika + "Utf8Writer";
    public const string Formatter = Nika + "JsonFormatter";
    public const string Reader = Nika + "JsonReader";
    public const string Meta = Nika + "NikaMeta";
    public const string Part = Nika + "IMessagePart";
    public const string Message = Nika + "IMessage";
    public const string StreamMessage = Nika + "IStreamMessage";
    public const string HashMessage = Nika + "IHashMessage";
    public const string Publishable = Nika + "IPublishable";
    public const string Publisher = Nika + "IPublisher";
    public const string PublishResult = Nika + "PublishResult";
    public const string Descriptor = Nika + "MessageDescriptor";
    public const string Key = Nika + "MessageKey";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Kept = "global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>";
    public const string MaybeNullWhenFalse = "[global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)]";
    public const string NotNullWhenFalse = "[global::System.Diagnostics.CodeAnalysis.NotNullWhen(false)]";

    /// <summary>
    /// The private nested class for what the emitted members share. Names with two underscores are reserved for implementations: no user's member collides.
    /// </summary>
    public const string Own = "__Nika";

    /// <summary>The names of the members, in that class.</summary>
    public const string OwnMembers = Own + ".Members";
}
