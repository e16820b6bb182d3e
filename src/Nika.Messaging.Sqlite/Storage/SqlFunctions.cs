using System.Text;
using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>What filters need and SQLite has not.</summary>
internal static class SqlFunctions
{
    /// <summary>An instant's text as the <c>ts</c> column holds instants; null for what is no instant.</summary>
    public const string Microseconds = "nika_microseconds";

    /// <summary>Makes them known to a connection.</summary>
    public static void Register(SqliteConnection connection) => connection.CreateFunction(Microseconds, static (string? text) => OfText(text), isDeterministic: true);

    private static long? OfText(string? text) => MemoryTime.TryParseInstant(text, out var instant) ? UnixMicroseconds.Of(instant) : null;
}
