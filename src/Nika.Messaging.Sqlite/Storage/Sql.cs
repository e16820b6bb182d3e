using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Runs the library's own constant statements: pragmas, schema steps, transaction control.</summary>
internal static class Sql
{
    /// <summary>Runs statements.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Only this library's constants come here; values are bound elsewhere.")]
    public static void Execute(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    /// <summary>Reads one integer.</summary>
    public static long ReadInteger(SqliteConnection connection, string statement) =>
        Convert.ToInt64(ReadValue(connection, statement), CultureInfo.InvariantCulture);

    /// <summary>Reads one text.</summary>
    public static string ReadText(SqliteConnection connection, string statement) =>
        Convert.ToString(ReadValue(connection, statement), CultureInfo.InvariantCulture) ?? "";

    [SuppressMessage("Security", "CA2100", Justification = "Only this library's constants come here; values are bound elsewhere.")]
    private static object? ReadValue(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
