using System.Text.RegularExpressions;
using Nika.Messaging.EndToEnd.Packaging;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>A pod that writes to Redis by StackExchange.Redis 1.2.6, built with the rules and run: what they say of its keys is so.</summary>
[Collection(nameof(Alone))]
public sealed partial class RawRedisTests
{
    private static readonly string Folder = Path.Combine(PackedPackages.BuildFact("RepositoryRoot"), "tests", "RawRedisPod");

    [Fact]
    public async Task A_build_reports_the_marked_lines_and_no_others()
    {
        string[] marks = [.. Marks().Select(mark => $"{mark.Id} {mark.File}({mark.Line})")];
        string output = await DotNet.MustRunAsync(
            Folder, "build", "--no-restore", "--no-incremental", "--configuration", PackedPackages.BuildFact("Configuration"),
            "-p:BuildProjectReferences=false", "-p:ShowFindings=true", "-p:TreatWarningsAsErrors=false");

        // A build says everything twice: when it happens and at the end.
        var found = Warning().Matches(output).Select(match => $"{match.Groups["id"]} {Path.GetFileName(match.Groups["file"].Value)}({match.Groups["line"]})").Distinct(StringComparer.Ordinal);
        Assert.Equal(marks.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(["NIKA201", "NIKA202", "NIKA206", "NIKA207"], Marks().Select(mark => mark.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_keys_of_reported_writes_stay_and_those_of_others_expire()
    {
        using var server = RedisServer.Start();
        await DotNet.MustRunAsync(Folder, "exec", Path.Combine(Folder, "bin", PackedPackages.BuildFact("Configuration"), "net10.0", "RawRedisPod.dll"), server.Endpoint);

        using var client = new RedisClient(server.Port);
        string[] keys = [.. client.List("KEYS", "*").Cast<string>()];
        var lasting = keys.Where(key => client.Number("TTL", key) == -1).ToList();

        // A list is written twice: the second write finds it there.
        int reported = Marks().Count(mark => mark.Id == "NIKA207");
        Assert.Equal(reported - 1, lasting.Count);
        Assert.Equal(keys.Where(key => key.StartsWith("stays:", StringComparison.Ordinal)).Order(StringComparer.Ordinal), lasting.Order(StringComparer.Ordinal));
        Assert.Equal(9, keys.Count(key => key.StartsWith("expires:", StringComparison.Ordinal)));
    }

    /// <summary>What the project's comments say is reported, and where.</summary>
    private static IEnumerable<(string Id, string File, int Line)> Marks() =>
        from path in Directory.EnumerateFiles(Folder, "*.cs")
        from line in File.ReadLines(path).Select((text, index) => (Text: text, Number: index + 1))
        let mark = Mark().Match(line.Text)
        where mark.Success
        select (mark.Groups["id"].Value, Path.GetFileName(path), line.Number);

    [GeneratedRegex("// (?<id>NIKA[0-9]{3})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<file>[^\s(]+\.cs)\((?<line>[0-9]+),[0-9]+\): (warning|error) (?<id>[A-Z]+[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Warning();
}
