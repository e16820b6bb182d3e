using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Prepared statements, one for each form of question in use.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    // Callers ask a handful; whoever asks more pays for preparing them.
    private const int MaxStatements = 64;

    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    /// <summary>The statement with its values.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "A query's text is made of constants; the values are bound.")]
    public SqliteCommand Get(FilterQuery query)
    {
        string text = query.Text;
        if (!commands.TryGetValue(text, out var command))
        {
            if (commands.Count == MaxStatements)
            {
                Dispose();
            }

            command = connection.CreateCommand();
            command.CommandText = text;
            for (int i = 0; i < query.Values.Count; i++)
            {
                command.Parameters.AddWithValue(FilterQuery.NameOf(i), query.Values[i]);
            }

            command.Prepare();
            commands.Add(text, command);
            return command;
        }

        for (int i = 0; i < query.Values.Count; i++)
        {
            // A value of another kind in the same place: the kind is taken from the value again.
            command.Parameters[i].ResetSqliteType();
            command.Parameters[i].Value = query.Values[i];
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        commands.Clear();
    }
}
