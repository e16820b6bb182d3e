namespace Nika.Messaging.Contracts;

/// <summary>Names of the products' types and members that the generator and the analyzers look for.</summary>
internal static class KnownNames
{
    public const string Namespace = "Nika.Messaging";

    public const string IdAttribute = "IdAttribute";
    public const string MessageAttribute = "MessageAttribute";
    public const string MessagePartAttribute = "MessagePartAttribute";
    public const string HandlerAttribute = "HandlerAttribute";
    public const string ClientAttribute = "NikaClientAttribute";

    public const string SignalAttribute = "SignalAttribute";
    public const string WorkingMemoryAttribute = "WorkingMemoryAttribute";
    public const string ContractAttribute = "ContractAttribute";
    public const string EntityFeedAttribute = "EntityFeedAttribute";
    public const string TelemetryAttribute = "TelemetryAttribute";
    public const string BusMessageAttribute = "BusMessageAttribute";
    public const string StreamAttribute = "StreamAttribute";
    public const string HashAttribute = "HashAttribute";
    public const string StepAttribute = "StepAttribute";

    public const string TtlAttribute = "TtlAttribute";
    public const string MaxLengthAttribute = "MaxLengthAttribute";
    public const string RetentionAttribute = "RetentionAttribute";
    public const string MetaAttribute = "MetaAttribute";
    public const string MemoryTextAttribute = "MemoryTextAttribute";
    public const string WireNameAttribute = "WireNameAttribute";
    public const string FallbackAttribute = "FallbackAttribute";
    public const string RenamedAttribute = "RenamedAttribute";
    public const string MaxDepthAttribute = "MaxDepthAttribute";
    public const string CodecAttribute = "JsonCodecAttribute";
    public const string ExtensionDataAttribute = "ExtensionDataAttribute";

    /// <summary>System.Text.Json's own, honoured where they are.</summary>
    public const string JsonPropertyName = "JsonPropertyNameAttribute";

    /// <inheritdoc cref="JsonPropertyName"/>
    public const string JsonIgnore = "JsonIgnoreAttribute";

    /// <inheritdoc cref="JsonPropertyName"/>
    public const string JsonEnumMemberName = "JsonStringEnumMemberNameAttribute";

    /// <inheritdoc cref="JsonPropertyName"/>
    public const string JsonExtensionData = "JsonExtensionDataAttribute";

    /// <inheritdoc cref="JsonPropertyName"/>
    public const string JsonConstructor = "JsonConstructorAttribute";

    public const string PipelineStep = "PipelineStep";
    public const string Nika = "INika";
    public const string IdInterface = "IId";
    public const string PartInterface = "IMessagePart";
    public const string CodecInterface = "IJsonCodec";
    public const string RequestInterface = "IRequest";
    public const string StreamRequestInterface = "IStreamRequest";
    public const string ClientInterface = "INikaClient";
    public const string MessageContext = "MessageContext";
    public const string HandleMethod = "HandleAsync";
    public const string KeyFor = "KeyFor";

    public const string PublishResult = "PublishResult";
    public const string Reply = "Reply";
    public const string Received = "Received";
    public const string HashResult = "HashResult";
    public const string MemoryFilter = "MemoryFilter";
    public const string MemoryField = "MemoryField";
    public const string MemoryEvent = "MemoryEvent";
    public const string RecalledEvent = "RecalledEvent";
    public const string FacetCount = "FacetCount";

    public const string JobId = "JobId";
    public const string EntityId = "EntityId";
    public const string SessionId = "SessionId";
    public const string RoleName = "RoleName";
    public const string EntityStatus = "EntityStatus";
    public const string EntityKind = "EntityKind";

    /// <summary>The hash fields that the runtime adds to every hash; no member may take them.</summary>
    public const string TypeField = "type";

    /// <inheritdoc cref="TypeField"/>
    public const string MetaField = "NIKA_META";

    /// <summary>The full metadata name of an attribute, for <c>ForAttributeWithMetadataName</c>.</summary>
    public static string MetadataName(string attribute) => Namespace + "." + attribute;
}
