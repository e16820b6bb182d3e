namespace Nika.Messaging.Journal;

/// <summary>Where the files of the JSONL bus are.</summary>
public static class BusFiles
{
    /// <summary>The most bytes a line may have, its newline not counted: 4 MiB. The writer refuses longer ones, the reader skips them.</summary>
    public const int MaxLineBytes = 4 * 1024 * 1024;

    /// <summary>Alpha's global channel, <c>_bus/alpha_bus.jsonl</c>: every line.</summary>
    /// <param name="directory">The directory that holds <c>_bus</c>.</param>
    public static string Alpha(string directory) => Path.Combine(directory, "_bus", "alpha_bus.jsonl");

    /// <summary>An entity's channel file, <c>_bus/channels/{entity_id}.jsonl</c>: the lines about that entity.</summary>
    /// <param name="directory">The directory that holds <c>_bus</c>.</param>
    /// <param name="entity">The entity.</param>
    /// <exception cref="ArgumentException">The id is the default one.</exception>
    public static string Channel(string directory, EntityId entity) => entity.IsDefault
        ? throw new ArgumentException("A channel file needs an entity.", nameof(entity))
        : Path.Combine(Channels(directory), entity.Value + ".jsonl");

    internal static string Channels(string directory) => Path.Combine(directory, "_bus", "channels");
}
