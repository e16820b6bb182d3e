namespace RepoAudit.CommandLine;

/// <summary>Finds this repository: the folder that holds its solution.</summary>
public static class RepositoryFolder
{
    private const string Marker = "Nika.Messaging.sln";

    /// <summary>Looks upwards from the current folder, then from where the sample was built; failing both, it is the current folder.</summary>
    /// <param name="current">The current folder.</param>
    /// <param name="application">Where the sample was built.</param>
    public static string Find(string current, string application) => Above(current) ?? Above(application) ?? Path.GetFullPath(current);

    private static string? Above(string folder)
    {
        for (DirectoryInfo? candidate = new(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, Marker)))
            {
                return Path.TrimEndingDirectorySeparator(candidate.FullName);
            }
        }

        return null;
    }
}
