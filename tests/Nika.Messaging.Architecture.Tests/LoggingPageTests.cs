using System.Globalization;
using System.Text.RegularExpressions;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>docs/logging.md lists what is logged; an event id means one thing.</summary>
public sealed partial class LoggingPageTests
{
    private static readonly List<LogMessage> Logged = [.. Repository.Files("src", "*.cs").SelectMany(static file => LogMessage.In(File.ReadAllText(file))).OrderBy(static message => message.Id)];

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "logging.md"));

    [Fact]
    public void No_two_messages_have_one_id()
    {
        Assert.NotEmpty(Logged);

        Assert.Empty(Logged.GroupBy(static message => message.Id).Where(static id => id.Count() > 1).Select(static id => $"{id.Key}: {string.Join(", ", id.Select(static message => message.Name))}"));
    }

    [Fact]
    public void No_two_messages_have_one_name() =>
        Assert.Empty(Logged.GroupBy(static message => message.Name, StringComparer.Ordinal).Where(static name => name.Count() > 1).Select(static name => $"{name.Key}: {string.Join(", ", name.Select(static message => message.Id))}"));

    [Fact]
    public void The_page_lists_each_message_with_its_level_and_text_and_no_other() => Assert.Equal(Logged, Listed());

    [Fact]
    public void An_id_that_was_given_up_is_not_given_again()
    {
        var retired = Retired().Matches(Page).Select(static match => int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(retired);

        Assert.Empty(retired.Intersect(Logged.Select(static message => message.Id)));
    }

    private static IEnumerable<LogMessage> Listed() => Row().Matches(Page).Select(static match => new LogMessage(
        int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture),
        match.Groups["level"].Value,
        match.Groups["name"].Value,
        match.Groups["text"].Value));

    [GeneratedRegex(@"^\| (?<id>\d+) \| (?<level>\w+) \| `(?<name>\w+)` \| (?<text>.+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^- (?<id>\d+): ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Retired();
}
