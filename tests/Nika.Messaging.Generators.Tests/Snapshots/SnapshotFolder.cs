using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Nika.Messaging.Generators.Tests.Snapshots;

/// <summary>
/// The approved output of one case: files beside the tests. A difference fails and shows itself; it is accepted only by running with
/// NIKA_ACCEPT_SNAPSHOTS=1, which CI may not do. A file that nothing generates fails, too.
/// </summary>
internal static partial class SnapshotFolder
{
    private const string Accept = "NIKA_ACCEPT_SNAPSHOTS";
    private const string Extension = ".verified.cs";

    public static string Root { get; } = Path.Combine(
        typeof(SnapshotFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!,
        "Snapshots",
        "Approved");

    public static void Verify(string name, IReadOnlyDictionary<string, string> files) =>
        Verify(Path.Combine(Root, name), files, IsSet(Accept), IsSet("CI"));

    internal static void Verify(string folder, IReadOnlyDictionary<string, string> files, bool accepts, bool isCi)
    {
        if (accepts && isCi)
        {
            Assert.Fail($"{Accept} is set in CI: snapshots are accepted by people, and reviewed.");
        }

        var expected = files.ToImmutableSortedDictionary(f => FileName(f.Key), f => Normalize(f.Value), StringComparer.Ordinal);
        var found = Directory.Exists(folder)
            ? Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).ToImmutableSortedSet(StringComparer.Ordinal)
            : [];
        if (accepts)
        {
            Write(folder, expected, found);
            return;
        }

        Assert.Empty(found.Except(expected.Keys));
        foreach (var (file, text) in expected)
        {
            Assert.True(found.Contains(file), $"{file} is new. Read it, then run with {Accept}=1:\n{text}");
            string approved = File.ReadAllText(Path.Combine(folder, file));
            Assert.DoesNotContain('\r', approved);
            if (approved != text)
            {
                Assert.Fail($"{file} differs from what was approved. If that is right, run with {Accept}=1:\n{Difference(approved, text)}");
            }
        }
    }

    internal static string FileName(string hintName) => hintName[..^".g.cs".Length] + Extension;

    private static string Normalize(string text) => Version().Replace(text, "\"Nika.Messaging.Generators\", \"VERSION\"");

    private static void Write(string folder, ImmutableSortedDictionary<string, string> expected, ImmutableSortedSet<string> found)
    {
        Directory.CreateDirectory(folder);
        foreach (string orphan in found.Except(expected.Keys))
        {
            File.Delete(Path.Combine(folder, orphan));
        }

        foreach (var (file, text) in expected)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }
    }

    private static string Difference(string approved, string text)
    {
        const int Context = 2;
        var lines = new InlineDiffBuilder(new DiffPlex.Differ()).BuildDiffModel(approved, text).Lines;
        var shown = lines.Select((line, index) => (line, index)).Where(l =>
            Enumerable.Range(l.index - Context, (2 * Context) + 1).Any(i => i >= 0 && i < lines.Count && lines[i].Type != ChangeType.Unchanged));
        return string.Join('\n', shown.Select(l => l.line.Type switch
        {
            ChangeType.Inserted => "+ " + l.line.Text,
            ChangeType.Deleted => "- " + l.line.Text,
            _ => "  " + l.line.Text,
        }));
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value && value is not ("0" or "false");

    [GeneratedRegex("\"Nika\\.Messaging\\.Generators\", \"[0-9.]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
