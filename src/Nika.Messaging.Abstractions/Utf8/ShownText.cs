using System.Buffers;
using System.Text;

namespace Nika.Messaging;

/// <summary>Foreign text as it may stand in a message to people: short, and without controls or broken UTF-8.</summary>
internal static class ShownText
{
    private const int MaxCharacters = 40;

    /// <summary>The first 40 characters; what does not print is <c>?</c>, and an ellipsis stands for the rest.</summary>
    /// <param name="utf8">The text.</param>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var shown = new StringBuilder();
        for (int characters = 0; !utf8.IsEmpty; characters++)
        {
            if (characters == MaxCharacters)
            {
                return shown.Append('…').ToString();
            }

            OperationStatus status = Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            shown.Append(status == OperationStatus.Done && !Rune.IsControl(rune) ? rune.ToString() : "?");
            utf8 = utf8[length..];
        }

        return shown.ToString();
    }
}
