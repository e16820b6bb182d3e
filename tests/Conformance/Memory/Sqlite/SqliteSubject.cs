using Nika.Messaging.Sqlite;

namespace Nika.Messaging.Conformance.Memory.Sqlite;

/// <summary>Memory in a SQLite file of its own.</summary>
public sealed class SqliteSubject : IMemorySubject
{
    public static ValueTask<MemoryUnderTest> CreateAsync()
    {
        var directory = Directory.CreateTempSubdirectory("nika-memory-");
        var memory = new SqliteMemory(new SqliteMemoryOptions { Path = Path.Combine(directory.FullName, "memory.db"), Embedder = MemoryUnderTest.Embedder });
        return new(new InDirectory(memory, directory));
    }

    private sealed class InDirectory(IMemory memory, DirectoryInfo directory) : MemoryUnderTest(memory)
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            directory.Delete(recursive: true);
        }
    }
}
