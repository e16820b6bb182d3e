using System.Text;
using RepoAudit.Auditing;
using RepoAudit.Discovery;

namespace RepoAudit.Tests.Auditing;

public sealed class DuplicateFinderTests
{
    [Fact]
    public void Six_lines_in_two_files_are_duplicated_and_five_are_not()
    {
        Assert.Equal([6, 6], Count("1 2 3 4 5 6", "0 1 2 3 4 5 6 7"));
        Assert.Equal([0, 0], Count("1 2 3 4 5", "1 2 3 4 5"));
        Assert.Equal([0, 0], Count("1 2 3 4 5 6", "1 2 3 4 5 9 6"));
    }

    [Fact]
    public void Lines_in_several_windows_count_once() => Assert.Equal([8, 8], Count("1 2 3 4 5 6 7 8", "1 2 3 4 5 6 7 8"));

    [Fact]
    public void A_repetition_within_a_file_counts_both_places() => Assert.Equal([12], Count("1 2 3 4 5 6 9 1 2 3 4 5 6"));

    [Theory]
    [InlineData(11, 0)]
    [InlineData(12, 12)]
    [InlineData(200, 200)]
    public void A_run_of_equal_lines_does_not_repeat_itself_by_overlapping(int lines, int duplicated) =>
        Assert.Equal([duplicated], Count(string.Join(' ', Enumerable.Repeat("1", lines))));

    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        string[] files = ["1 1 1 1 1 1 1 1", "0 1 1 1 1 1 1 1 2 3", "2 3 4 5 6 7 8", "9 2 3 4 5 6 7"];
        int[] counts = Count(files);
        int[] reversed = Count([.. files.Reverse()]);

        Assert.Equal([8, 7, 6, 6], counts);
        Assert.Equal(counts, reversed.Reverse());
    }

    [Fact]
    public void The_end_of_one_file_and_the_start_of_the_next_are_no_window() =>
        Assert.Equal([0, 0, 0, 0], Count("1 2 3", "4 5 6", "1 2 3", "4 5 6"));

    [Fact]
    public void Significant_lines_are_code_with_names_and_neither_indentation_nor_imports_count()
    {
        const string First = "using A;\n\n// one\na1\n{\nb2\nc3\n}\nd4\ne5\nf6\n";
        const string Second = "  a1\r\n  b2\r\n// two\r\n\tc3\r\n  d4 \r\n  e5\r\n  f6\r\nusing A;\r\n";

        Assert.Equal(6, Fingerprints(First).Length);
        Assert.Equal(Fingerprints(First), Fingerprints(Second));
    }

    [Fact]
    public void A_batch_finds_what_its_files_share_and_goes_on_after_a_file_that_fails()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.cs", "a\nb\nc\nd\ne\nf\n");
        folder.Write("a/2.cs", [0xFF]);
        folder.Write("a/3.cs", "x\na\nb\nc\nd\ne\nf");
        SourceBatch batch = FileDiscovery.Discover(folder.Path, SourceExtensions.Default).Jobs.Single().Batches.Single();

        var auditor = new BatchAuditor(folder.Path, batch);
        Assert.Equal("a/1.cs", auditor.AuditNext().Path);
        BatchFindings found = auditor.Finish();

        Assert.True(auditor.IsDone);
        Assert.Throws<InvalidOperationException>(auditor.AuditNext);
        Assert.Equal(("a", 1), (found.Job, found.Number));
        Assert.Equal([6, 0, 6], found.Files.Select(file => file.DuplicatedLines));
        Assert.Equal([6, 0, 7], found.Files.Select(file => file.Lines));
        Assert.Equal("a/2.cs: not UTF-8: byte 0xFF at offset 0", found.FailureReason);
    }

    private static ulong[] Fingerprints(string text) => FileAuditor.Audit("a.cs", Encoding.UTF8.GetBytes(text)).Significant;

    private static int[] Count(params string[] files) =>
        DuplicateFinder.Count([.. files.Select(file => file.Split(' ').Select(ulong.Parse).ToArray())]);
}
