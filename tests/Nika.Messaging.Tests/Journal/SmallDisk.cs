namespace Nika.Messaging.Tests.Journal;

/// <summary>A file system of a few kilobytes, in memory. Needs root; without it the test is skipped, but not in CI.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    public static async Task<SmallDisk> MountAsync(string path, int kilobytes)
    {
        var (exitCode, output) = await Shell.RunAsync("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", path);
        if (exitCode != 0)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"No small disk can be mounted here: {output}");
            Assert.Fail($"CI must be able to mount a small disk: {output}");
        }

        return new(path);
    }

    public async ValueTask DisposeAsync() => await Shell.MustRunAsync("umount", "--lazy", path);
}
