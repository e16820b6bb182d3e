using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Generators.Tests.Snapshots;

public sealed class SnapshotTests
{
    public static TheoryData<string> Names => [.. SnapshotCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_is_what_was_approved_and_compiles_without_a_warning(string name)
    {
        var generation = Generation.Of(SnapshotCases.All[name]);
        Assert.Empty(generation.Complaints);
        SnapshotFolder.Verify(name, generation.Files);
    }

    [Fact]
    public void Every_approved_folder_belongs_to_a_case() =>
        Assert.Equal(
            SnapshotCases.All.Keys.Order(StringComparer.Ordinal),
            Directory.GetDirectories(SnapshotFolder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void A_difference_shows_itself()
    {
        using var folder = new ScratchFolder();
        folder.Write("A.verified.cs", "one\ntwo\nthree\n");
        var failure = Assert.ThrowsAny<Exception>(() => Verify(folder, "one\n2\nthree\n"));
        Assert.Contains("- two\n+ 2\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_new_is_not_approved()
    {
        using var folder = new ScratchFolder();
        var failure = Assert.ThrowsAny<Exception>(() => Verify(folder, "one\n"));
        Assert.Contains("A.verified.cs is new", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_orphan_fails()
    {
        using var folder = new ScratchFolder();
        folder.Write("A.verified.cs", "one\n");
        folder.Write("B.verified.cs", "two\n");
        var failure = Assert.ThrowsAny<Exception>(() => Verify(folder, "one\n"));
        Assert.Contains("B.verified.cs", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepting_writes_and_removes_but_not_in_CI()
    {
        using var folder = new ScratchFolder();
        folder.Write("B.verified.cs", "two\n");
        Assert.ThrowsAny<Exception>(() => Verify(folder, "one\n", accepts: true, isCi: true));
        Assert.False(File.Exists(Path.Combine(folder.Path, "A.verified.cs")));

        Verify(folder, "one\n", accepts: true);
        Assert.False(File.Exists(Path.Combine(folder.Path, "B.verified.cs")));
        Verify(folder, "one\n");
    }

    private static void Verify(ScratchFolder folder, string text, bool accepts = false, bool isCi = false) =>
        SnapshotFolder.Verify(folder.Path, new Dictionary<string, string>(StringComparer.Ordinal) { ["A.g.cs"] = text }, accepts, isCi);
}
