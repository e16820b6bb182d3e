namespace Nika.Messaging.Sqlite.Tests;

/// <summary>A directory of one test, gone with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nika-sqlite-").FullName;

    public string File(string name = "memory.db") => System.IO.Path.Combine(Path, name);

    public SqliteMemory Open(string name = "memory.db") => new(new SqliteMemoryOptions { Path = File(name) });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
