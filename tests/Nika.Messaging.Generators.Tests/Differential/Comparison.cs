using System.Text;
using System.Text.Json;

namespace Nika.Messaging.Generators.Tests.Differential;

/// <summary>One message type, written and read by both.</summary>
internal interface IComparison
{
    /// <summary>Writes a value with each, and reads it with the other.</summary>
    void BothWays(int seed);

    /// <summary>A valid document with something changed.</summary>
    byte[] Mutated(int seed);

    /// <summary>Reads a document with both. Whether we read it.</summary>
    bool SameVerdict(byte[] document);
}

internal sealed class Comparison<T>(Func<RandomValues, T> make) : IComparison
    where T : IMessagePart<T>
{
    public void BothWays(int seed)
    {
        T value = make(new RandomValues(seed));
        byte[] ours = Ours(value);
        Assert.True(Theirs.TryRead<T>(ours, out var byThem), Encoding.UTF8.GetString(ours));
        AssertSame(ours, Ours(byThem!));
        Assert.True(NikaJson.TryRead<T>(ours, out var byUs, out var error), $"{error}: {Encoding.UTF8.GetString(ours)}");
        AssertSame(ours, Ours(byUs!));

        byte[] theirs = Theirs.Write(value);
        Assert.True(NikaJson.TryRead<T>(theirs, out byUs, out error), $"{error}: {Encoding.UTF8.GetString(theirs)}");
        AssertSame(ours, Ours(byUs!));
    }

    public byte[] Mutated(int seed)
    {
        var random = new RandomValues(seed);
        return random.Mutated(Ours(make(random)));
    }

    public bool SameVerdict(byte[] document)
    {
        bool weRead = NikaJson.TryRead<T>(document, out var byUs, out var error);
        bool theyRead = Theirs.TryRead<T>(document, out var byThem);
        if (weRead && theyRead)
        {
            AssertSame(Ours(byUs!), Ours(byThem!));
        }
        else if (weRead)
        {
            // We refuse a member of ours that comes twice, and leave alone those that we skip or keep as raw JSON.
            Assert.True(KnownDifferences.AreOursAlone(document) || Theirs.TryRead<T>(document, out _, allowsDuplicates: true), $"only we read {Encoding.Latin1.GetString(document)}");
        }
        else
        {
            Assert.InRange(error.Offset, 0, document.Length);
            Assert.StartsWith("$", error.Path, StringComparison.Ordinal);
            Assert.True(!theyRead || KnownDifferences.AreTheirsAlone(error), $"only they read {Encoding.Latin1.GetString(document)}: {error}");
        }

        return weRead;
    }

    private static byte[] Ours(T value)
    {
        var buffer = new Utf8Buffer();
        Assert.True(NikaJson.TryWrite(in value, buffer, out string? error), error);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same but for the order in which sets and dictionaries are gone through.</summary>
    private static void AssertSame(byte[] expected, byte[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            Assert.Equal(Sorted(JsonElement.Parse(expected), isSet: false), Sorted(JsonElement.Parse(actual), isSet: false));
        }
    }

    private static string Sorted(JsonElement json, bool isSet) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Sorted(p.Value, p.Name.StartsWith("set_", StringComparison.Ordinal))}")) + "}",
        JsonValueKind.Array when isSet => "[" + string.Join(',', json.EnumerateArray().Select(e => e.GetRawText()).Order(StringComparer.Ordinal)) + "]",
        JsonValueKind.Array => "[" + string.Join(',', json.EnumerateArray().Select(e => Sorted(e, isSet: false))) + "]",
        _ => json.GetRawText(),
    };
}
