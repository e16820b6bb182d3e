namespace Nika.Messaging.Tests.Memory.Embedding;

public sealed class WordTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one, two.three", "one two three")]
    [InlineData("OrderService", "orderservice=order+service")]
    [InlineData("JSONPath of HTTP", "jsonpath=json+path of http")]
    [InlineData("CS0246 v2.12", "cs0246=cs+0246 v2=v+2 12")]
    [InlineData("don't pre-commit", "dont pre commit")]
    [InlineData("Ærø Zürich ÄPFEL", "aero zurich apfel")]
    [InlineData("snake_case a\u0301b", "snake case ab")]
    public void Words_and_their_parts(string text, string expected)
    {
        var words = new List<string>();
        var scanner = new WordScanner(text, new char[WordScanner.MaxWordLength], new int[WordScanner.MaxWordLength]);
        while (scanner.MoveNext())
        {
            var parts = new List<string>();
            for (int i = 0; i < scanner.PartCount; i++)
            {
                parts.Add(scanner.Part(i).ToString());
            }

            words.Add(parts.Count == 1 ? scanner.Word.ToString() : $"{scanner.Word}={string.Join('+', parts)}");
        }

        Assert.Equal(expected, string.Join(' ', words));
    }

    [Theory]
    [InlineData("restor", "restore", "restored", "restores", "restoring")]
    [InlineData("migr", "migrate", "migrated", "migration", "migrations", "migrating")]
    [InlineData("stop", "stop", "stops", "stopped", "stopping")]
    [InlineData("serial", "serialize", "serializer", "serializing", "serialization")]
    [InlineData("retr", "retry", "retries", "retried")]
    [InlineData("refus", "refuse", "refusal", "refused")]
    [InlineData("access", "access", "accesses", "accessed")]
    [InlineData("redis", "redis")]
    [InlineData("gas", "gas")]
    [InlineData("0246", "0246")]
    [InlineData("żółwing", "żółwing")]
    public void Forms_of_a_word_share_a_stem(string stem, params string[] forms) =>
        Assert.All(forms, form => Assert.Equal(stem, EnglishWords.Stem(form).ToString()));

    [Fact]
    public void A_letter_is_folded_alike_however_it_is_composed()
    {
        // What canonical decomposition gives for letters that people write in mails; the framework's own normalization is off with invariant globalization.
        (string Composed, string Letters)[] cases =
        [
            ("ÀÁÂÃÄÅàáâãäåĀāĂăĄą", "a"), ("ÇçĆćĈĉĊċČč", "c"), ("ĎďĐđÐð", "d"), ("ÈÉÊËèéêëĒēĔĕĖėĘęĚě", "e"), ("ĜĝĞğĠġĢģ", "g"), ("ĤĥĦħ", "h"), ("ÌÍÎÏìíîïĨĩĪīĬĭĮįİı", "i"),
            ("Ĵĵ", "j"), ("Ķķĸ", "k"), ("ĹĺĻļĽľĿŀŁł", "l"), ("ÑñŃńŅņŇňŉŊŋ", "n"), ("ÒÓÔÕÖØòóôõöøŌōŎŏŐő", "o"), ("ŔŕŖŗŘř", "r"), ("ŚśŜŝŞşŠšſȘș", "s"), ("ŢţŤťŦŧȚț", "t"),
            ("ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų", "u"), ("Ŵŵ", "w"), ("ÝýÿŶŷŸ", "y"), ("ŹźŻżŽž", "z"), ("ẠạẢảẤấẶặ", "a"), ("ỆệỂể", "e"), ("ỢợỘộ", "o"), ("ỰựỦủ", "u"), ("ỸỹỴỵ", "y"),
            ("ΆάΑα", "α"), ("ΈέΕε", "ε"), ("ΉήΗη", "η"), ("ΊίϊΐΙι", "ι"), ("ΌόΟο", "ο"), ("ΎύϋΰΥυ", "υ"), ("ΏώΩω", "ω"), ("Σσς", "σ"), ("ЙйИи", "и"), ("ЁёЕе", "е"), ("ЇїІі", "і"), ("Ўў", "у"), ("ЯЯяя", "я"),
        ];

        Assert.All(cases, letters => Assert.All(letters.Composed, letter => Assert.Equal(letters.Letters[0], LetterFolding.Fold(letter))));
        Assert.All("0123456789abcxyz", letter => Assert.Equal(letter, LetterFolding.Fold(letter)));
        Assert.All("×÷΄;·\u00A0–—…€「」", separator => Assert.Equal(LetterFolding.Separator, LetterFolding.Fold(separator)));
    }

    [Fact]
    public void Repetitions_are_counted_up_to_a_number_of_different_words()
    {
        var counter = new RepeatCounter(new ulong[RepeatCounter.Slots], new int[RepeatCounter.Slots]);
        const int Counted = RepeatCounter.Slots / 2;
        for (int round = 1; round <= 3; round++)
        {
            for (ulong word = 0; word < Counted; word++)
            {
                // All in a few slots, so that probing is seen.
                Assert.Equal(round, counter.Count(word * (RepeatCounter.Slots / 4)));
            }

            Assert.Equal(1, counter.Count(ulong.MaxValue));
        }
    }
}
