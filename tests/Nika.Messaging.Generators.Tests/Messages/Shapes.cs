using System.Text.Json.Serialization;

namespace Nika.Messaging.Generators.Tests.Messages;

/// <summary>What is usual: ten members.</summary>
[MessagePart]
public sealed partial record UsualShape(JobId JobId, string EntityId, int Step, string Kind, string Summary, double Score, long Tokens, bool Done, Guid TraceId, int? Attempt);

/// <summary>A list of parts.</summary>
[MessagePart]
public sealed partial record NestedShape(string Name, StepShape[] Steps, List<string> Notes);

[MessagePart]
public sealed partial record StepShape(int Number, string Name, double Score);

/// <summary>Numbers alone.</summary>
[MessagePart]
public sealed partial record NumbersShape(int A, int B, int C, long D, long E, ulong F, double G, double H, double I, decimal J, short K, byte L, float M);

/// <summary>Names that are not known beforehand.</summary>
[MessagePart]
public sealed partial record CountersShape(string Name, Dictionary<string, int> Counts);

/// <summary>Collections known by their interfaces.</summary>
[MessagePart]
public sealed partial record InterfacesShape(IReadOnlyDictionary<string, int> Counts, IReadOnlySet<string> Names, IReadOnlyList<int> Numbers);

/// <summary>A type made by the constructor that System.Text.Json would take, which is not even public.</summary>
[MessagePart]
public sealed partial class Chosen
{
    public Chosen(int number)
        : this(number, "none") => Way = "public";

    [JsonConstructor]
    private Chosen(int number, string text) => (Number, Text, Way) = (number, text, "chosen");

    public int Number { get; }

    public string Text { get; }

    /// <summary>Which constructor it was. Nobody can set it, so it is not on the wire.</summary>
    public string Way { get; }
}

/// <summary>A chain that a codec of somebody else's type writes as parts.</summary>
[MessagePart, MaxDepth(64)]
public sealed partial record Chain(int Number, Chain? Next);

/// <summary>Somebody else's type.</summary>
public sealed record Foreign(Chain Chain);

[MessagePart]
public sealed partial record Holder([property: JsonCodec(typeof(ForeignCodec))] List<List<Foreign>> Chains);

/// <summary>A codec that writes a part.</summary>
public readonly struct ForeignCodec : IJsonCodec<Foreign>
{
    public static void Write(Foreign value, ref Utf8Writer writer) => Part(value.Chain, ref writer);

    public static bool TryRead(ref JsonReader reader, out Foreign value)
    {
        bool isRead = TryPart(ref reader, out Chain? chain);
        value = new Foreign(chain!);
        return isRead;
    }

    private static void Part<T>(in T part, ref Utf8Writer writer)
        where T : IMessagePart<T> => T.WriteJson(in part, ref writer);

    private static bool TryPart<T>(ref JsonReader reader, out T? part)
        where T : IMessagePart<T> => T.TryReadJson(ref reader, out part);
}
