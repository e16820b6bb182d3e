using RepoAudit.Discovery;

namespace RepoAudit.Tests.Discovery;

public sealed class FileDiscoveryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_job_per_top_level_folder_that_has_files_and_one_for_the_root()
    {
        folder.Write("b/deep/er/y.cs");
        folder.Write("b/x.cs");
        folder.Write("a/z.py");
        folder.Write("only-text/readme.md");
        folder.Write("root.cs");

        SourceTree tree = Discover();

        Assert.Equal([".", "a", "b"], tree.Jobs.Select(job => job.Name));
        Assert.Equal(["root.cs"], Files(tree, "."));
        Assert.Equal(["a/z.py"], Files(tree, "a"));
        Assert.Equal(["b/deep/er/y.cs", "b/x.cs"], Files(tree, "b"));
        Assert.Equal(4, tree.FileCount);
        Assert.Equal(3, tree.TaskCount);
        Assert.Empty(tree.Unreadable);
    }

    [Fact]
    public void No_job_for_a_root_without_files_of_its_own()
    {
        folder.Write("a/x.cs");

        Assert.Equal(["a"], Discover().Jobs.Select(job => job.Name));
    }

    [Fact]
    public void Bin_obj_and_dot_folders_are_skipped_at_every_level_and_look_alikes_are_not()
    {
        foreach (string skipped in new[] { "bin/x.cs", "obj/x.cs", ".git/x.cs", "a/bin/x.cs", "a/b/obj/deep/x.cs", "a/.cache/x.cs" })
        {
            folder.Write(skipped);
        }

        folder.Write("a/binary/x.cs");
        folder.Write("a/objects/x.cs");
        folder.Write("a/bin.cs");
        folder.Write("a/.hidden.cs");

        Assert.Equal(["a/.hidden.cs", "a/bin.cs", "a/binary/x.cs", "a/objects/x.cs"], Files(Discover(), "a"));
        Assert.Single(Discover().Jobs);
    }

    [Fact]
    public void Files_are_in_ordinal_order_whatever_the_culture_or_the_disk_says()
    {
        string[] names = ["a.cs", "B.cs", "ä.cs", "a-b.cs", "a/z.cs", "Z/a.cs", "a.b.cs"];
        foreach (string name in names)
        {
            folder.Write("top/" + name);
        }

        string[] expected = [.. names.Select(name => "top/" + name).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Files(Discover(), "top"));
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(20, new[] { 20 })]
    [InlineData(21, new[] { 20, 1 })]
    [InlineData(45, new[] { 20, 20, 5 })]
    public void Batches_hold_at_most_twenty_files(int files, int[] expected)
    {
        for (int i = 0; i < files; i++)
        {
            folder.Write($"a/{i:000}.cs");
        }

        SourceJob job = Assert.Single(Discover().Jobs);

        Assert.Equal(expected, job.Batches.Select(batch => batch.Files.Count));
        Assert.Equal(Enumerable.Range(1, expected.Length), job.Batches.Select(batch => batch.Number));
        Assert.Equal(files, job.Batches.SelectMany(batch => batch.Files).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Extensions_are_compared_without_regard_to_case()
    {
        folder.Write("a.CS");
        folder.Write("b.Py");
        folder.Write("c.txt");
        folder.Write("cs");

        Assert.Equal(["a.CS", "b.Py"], Files(Discover(), "."));
    }

    [Fact]
    public void Links_to_folders_are_not_followed_and_links_to_files_are_files()
    {
        folder.Write("a/x.cs");
        Directory.CreateSymbolicLink(folder["a/loop"], folder.Path);
        Directory.CreateSymbolicLink(folder["a/loop.cs"], folder["a"]);
        Directory.CreateSymbolicLink(folder["top"], folder["a"]);
        File.CreateSymbolicLink(folder["a/link.cs"], folder["a/x.cs"]);
        File.CreateSymbolicLink(folder["a/nothing.cs"], folder["gone"]);

        SourceTree tree = Discover();

        Assert.Equal(["a"], tree.Jobs.Select(job => job.Name));
        Assert.Equal(["a/link.cs", "a/nothing.cs", "a/x.cs"], Files(tree, "a"));
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_is_reported_and_the_rest_is_found()
    {
        folder.Write("a/x.cs");
        folder.Write("a/secret/y.cs");
        Unprivileged.Forbid(folder.Path, folder["a/secret"]);

        SourceTree tree = Unprivileged.Run(Discover);

        Assert.Equal(["a/x.cs"], Files(tree, "a"));
        Assert.Equal([new UnreadableFolder("a/secret", "permission denied")], tree.Unreadable);
    }

    [Fact]
    public void An_empty_folder_has_no_jobs()
    {
        Assert.Empty(Discover().Jobs);
        Assert.Equal(0, Discover().TaskCount);
    }

    private SourceTree Discover() => FileDiscovery.Discover(folder.Path, SourceExtensions.Default);

    private static IEnumerable<string> Files(SourceTree tree, string job) =>
        tree.Jobs.Single(candidate => candidate.Name == job).Batches.SelectMany(batch => batch.Files);
}
