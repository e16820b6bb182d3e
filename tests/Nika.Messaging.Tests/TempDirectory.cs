namespace Nika.Messaging.Tests;

/// <summary>A directory of a test's own, removed at its end.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nika-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
