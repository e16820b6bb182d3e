using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

public ref partial struct JsonReader
{
    /// <summary>Whether a fault was found.</summary>
    [MemberNotNullWhen(true, nameof(reason))]
    public readonly bool Failed => reason is not null;

    /// <summary>
    /// The first fault; default while there is none. The path is worked out here, by going through the document
    /// once more, so that reading costs nothing for it: ask once.
    /// </summary>
    public readonly JsonError Error => Failed
        ? new JsonError(reason, plain ? JsonPath.Root : JsonPath.Render(document, errorReach), errorOffset)
        : default;

    /// <summary>Records a fault found by generated code, about the value, name or bracket read last. Always returns false.</summary>
    /// <param name="reason">What is wrong, and what was expected.</param>
    public bool Fail(string reason) => Fail(reason, token, position);

    /// <summary>A required member is missing from the object just closed. Always returns false.</summary>
    /// <param name="member">The member's wire name.</param>
    public bool FailMissing(string member) => !Failed && Fail($"The required member '{member}' is missing");

    /// <summary>A member came twice. Always returns false.</summary>
    /// <param name="member">The member's wire name.</param>
    public bool FailDuplicate(string member) => !Failed && Fail($"The member '{member}' came twice");

    /// <summary>A member of a dictionary came twice. Always returns false.</summary>
    /// <param name="name">Its name; shortened in the message.</param>
    public bool FailDuplicate(ReadOnlySpan<byte> name) => !Failed && Fail($"The member '{ShownText.Of(name)}' came twice");

    /// <summary>An unknown enum name. Always returns false.</summary>
    /// <param name="enumName">The enum.</param>
    /// <param name="found">The name that was read; shortened in the message.</param>
    public bool FailUnknown(string enumName, ReadOnlySpan<byte> found) => !Failed && Fail($"'{ShownText.Of(found)}' is no {enumName}");

    private bool FailAt(string reason, int offset) => Fail(reason, offset, offset);

    private bool FailExpected(string expected) => !Failed && FailAt($"Expected {expected}, found {Describe(position)}", position);

    private bool Fail(string reason, int offset, int reach)
    {
        if (!Failed)
        {
            this.reason = reason;
            errorOffset = offset;
            errorReach = reach;
            json = default;
            position = 0;
            first = false;
        }

        return false;
    }

    private readonly string Describe(int at)
    {
        if (at >= document.Length)
        {
            return plain ? "the end of the text" : "the end of the document";
        }

        byte found = document[at];
        return found switch
        {
            (byte)'"' when !plain => "a string",
            (byte)'{' when !plain => "an object",
            (byte)'[' when !plain => "an array",
            _ when plain => $"'{ShownText.Of(document[at..])}'",
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => "a number",
            _ when document[at..].StartsWith("null"u8) => "null",
            _ when document[at..].StartsWith("true"u8) => "true",
            _ when document[at..].StartsWith("false"u8) => "false",
            > 0x20 and < 0x7F => $"'{(char)found}'",
            _ => $"byte 0x{found:x2}",
        };
    }
}
