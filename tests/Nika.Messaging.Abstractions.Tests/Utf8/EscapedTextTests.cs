using System.Text;
using System.Text.Json;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>Texts of every length near that of a vector, with something special at each place: vectors, halves of them and single characters must agree.</summary>
public class EscapedTextTests
{
    private const int Longest = 40;
    private const byte Untouched = 0xEE;

    public static TheoryData<char> Special => ['"', '\\', '\0', '\u001f', '\n', '\u0080', '\u00ff', '\u0100', '\u0120', '\u2028', '\u7f20', '\uff22', '\ud800'];

    [Fact]
    public void Plain_text_is_copied_whole()
    {
        for (int length = 0; length <= Longest; length++)
        {
            Copied(Plain(length), length);
        }
    }

    [Theory]
    [MemberData(nameof(Special))]
    public void Copying_stops_before_what_is_special(char special)
    {
        for (int length = 1; length <= Longest; length++)
        {
            for (int at = 0; at < length; at++)
            {
                Copied(With(length, at, special), at);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Special))]
    public void What_is_written_is_what_system_text_json_reads(char special)
    {
        for (int length = 1; length <= Longest; length++)
        {
            for (int at = 0; at < length; at++)
            {
                string text = With(length, at, special);
                byte[] json = Write.Bytes((ref w) => w.String(text), capacity: 16);
                Assert.Equal(text.Replace('\ud800', '\ufffd'), JsonSerializer.Deserialize<string>(json));
            }
        }
    }

    [Theory]
    [InlineData("\\n", "\n")]
    [InlineData("\\\"", "\"")]
    [InlineData("\\u0041", "A")]
    [InlineData("\\u20ac", "€")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\ud83d\\ude00\\u0041\\t", "😀A\t")]
    [InlineData("é", "é")]
    [InlineData("é\\n", "é\n")]
    [InlineData("\\u20ac😀", "€😀")]
    public void Escapes_are_read_wherever_they_stand(string escape, string meaning)
    {
        for (int length = 0; length <= Longest; length++)
        {
            for (int at = 0; at <= length; at++)
            {
                string before = Plain(at), after = Plain(length - at);
                Assert.Equal(before + meaning + after, Read.Value<string>($"\"{before}{escape}{after}\"", (ref r, out v) => r.TryReadString(out v)));
                Assert.Equal(meaning + before + meaning + after + meaning, Read.Value<string>($"\"{escape}{before}{escape}{after}{escape}\"", (ref r, out v) => r.TryReadString(out v)));
            }
        }
    }

    private static void Copied(string text, int expected)
    {
        byte[] to = [.. Enumerable.Repeat(Untouched, text.Length + 8)];
        Assert.Equal(expected, EscapedText.CopyPlainAscii(text, to));
        Assert.Equal(text[..expected], Encoding.ASCII.GetString(to, 0, expected));
        Assert.All(to[text.Length..], b => Assert.Equal(Untouched, b));
    }

    private static string Plain(int length) => new([.. Enumerable.Range(0, length).Select(i => (char)('!' + (i * 7 % 93)))
        .Select(c => c is '"' or '\\' ? '~' : c)]);

    private static string With(int length, int at, char special) => Plain(at) + special + Plain(length - at - 1);
}
