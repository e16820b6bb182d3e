namespace RepoAudit.Discovery;

/// <summary>
/// Finds the files to audit and cuts them into jobs and batches. The same tree gives the same batches in the same order everywhere: names are
/// compared ordinally. <c>bin</c>, <c>obj</c> and folders whose name begins with a dot are skipped at every level, and links to folders are not
/// followed, so a loop of links cannot catch it. Links to files count as files.
/// </summary>
public static class FileDiscovery
{
    /// <summary>The most files a TASK gets.</summary>
    public const int FilesPerBatch = 20;

    private static readonly EnumerationOptions EverythingHere = new()
    {
        AttributesToSkip = FileAttributes.None, // on Linux a leading dot means "hidden", and a file may well begin with one
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Lists the source files below <paramref name="root"/>.</summary>
    /// <param name="root">The folder to audit.</param>
    /// <param name="extensions">What counts as source.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static SourceTree Discover(string root, SourceExtensions extensions, CancellationToken cancellationToken = default)
    {
        string full = Path.GetFullPath(root);
        var unreadable = new List<UnreadableFolder>();
        var jobs = new List<SourceJob>();

        (List<string> files, List<string> folders) = List(full, "", extensions, unreadable);
        AddJob(jobs, SourceJob.RootName, files);
        foreach (string folder in folders)
        {
            AddJob(jobs, folder, Below(full, folder, extensions, unreadable, cancellationToken));
        }

        unreadable.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new SourceTree(full, jobs, unreadable);
    }

    // A stack of our own: folders can be nested deeper than a thread's stack.
    private static List<string> Below(string root, string folder, SourceExtensions extensions, List<UnreadableFolder> unreadable, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var pending = new Stack<string>();
        pending.Push(folder);
        while (pending.TryPop(out string? next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (List<string> files, List<string> folders) = List(root, next, extensions, unreadable);
            found.AddRange(files);
            folders.ForEach(pending.Push);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static (List<string> Files, List<string> Folders) List(string root, string folder, SourceExtensions extensions, List<UnreadableFolder> unreadable)
    {
        var files = new List<string>();
        var folders = new List<string>();
        try
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", EverythingHere))
            {
                string path = folder.Length == 0 ? entry.Name : folder + '/' + entry.Name;
                if (!entry.Attributes.HasFlag(FileAttributes.Directory))
                {
                    if (extensions.Includes(entry.Name))
                    {
                        files.Add(path);
                    }
                }
                else if (!IsSkipped(entry.Name) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    folders.Add(path);
                }
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            string reason = exception switch
            {
                UnauthorizedAccessException => "permission denied",
                DirectoryNotFoundException => "no longer there",
                _ => exception.Message,
            };
            unreadable.Add(new UnreadableFolder(folder.Length == 0 ? SourceJob.RootName : folder, reason));
        }

        files.Sort(StringComparer.Ordinal);
        folders.Sort(StringComparer.Ordinal);
        return (files, folders);
    }

    private static bool IsSkipped(string name) => name is "bin" or "obj" || name.StartsWith('.');

    private static void AddJob(List<SourceJob> jobs, string name, List<string> files)
    {
        if (files.Count > 0)
        {
            jobs.Add(new SourceJob(name, [.. files.Chunk(FilesPerBatch).Select((chunk, index) => new SourceBatch(name, index + 1, chunk))]));
        }
    }
}
