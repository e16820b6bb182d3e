using System.Buffers;
using RepoAudit.Auditing.Languages;
using RepoAudit.Auditing.Members;

namespace RepoAudit.Auditing;

/// <summary>
/// Audits one file. The file is read once, and everything is found in time linear in its length. Whatever is wrong with the file becomes a
/// finding with a reason; nothing is thrown.
/// </summary>
public static class FileAuditor
{
    /// <summary>The largest file read, in bytes (16 MiB): source is smaller, and twice this is held in memory.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Audits a file.</summary>
    /// <param name="root">The audited folder.</param>
    /// <param name="path">The file, relative to it.</param>
    public static AuditedFile Audit(string root, string path)
    {
        byte[]? rented = null;
        try
        {
            (rented, int length) = Read(Path.Combine(root, path));
            return Audit(path, rented.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "not found: removed meanwhile, or a link to nothing",
                UnauthorizedAccessException => "permission denied",
                _ => exception.Message,
            };
            return Failed(path, reason);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Audits a file's contents.</summary>
    /// <param name="path">The file's path, for its language and for the findings.</param>
    /// <param name="contents">Its bytes; a byte order mark is fine.</param>
    public static AuditedFile Audit(string path, ReadOnlySpan<byte> contents)
    {
        if (contents.Length > MostBytes)
        {
            return Failed(path, $"larger than {MostBytes / (1024 * 1024)} MiB");
        }

        int invalid = Utf8Check.FindInvalid(contents);
        if (invalid >= 0)
        {
            return Failed(path, $"not UTF-8: byte 0x{contents[invalid]:X2} at offset {invalid}");
        }

        ReadOnlySpan<byte> text = contents.StartsWith("\uFEFF"u8) ? contents["\uFEFF"u8.Length..] : contents;
        ByteKind[] kinds = ArrayPool<ByteKind>.Shared.Rent(text.Length);
        try
        {
            Language language = LanguageTable.For(path);
            SyntaxScanner.Scan(text, language, kinds.AsSpan(0, text.Length));
            var source = new SourceText(text, kinds.AsSpan(0, text.Length), language);
            LineTally tally = LineTally.Of(source);
            var findings = new FileFindings
            {
                Path = path,
                Bytes = contents.Length,
                Lines = tally.Lines,
                BlankLines = tally.Blank,
                CommentLines = tally.Comment,
                TodoMarks = TodoMarks.Count(source),
                LongestMember = MemberFinder.FindLongest(source),
            };
            return new AuditedFile(findings, tally.Significant);
        }
        finally
        {
            ArrayPool<ByteKind>.Shared.Return(kinds);
        }
    }

    // A file without bytes is not opened: a pipe or a device with a source file's name reports none, and opening it could wait for ever.
    private static (byte[] Rented, int Length) Read(string path)
    {
        var info = new FileInfo(path);
        if (info.Exists && info.Length == 0)
        {
            return (ArrayPool<byte>.Shared.Rent(1), 0);
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long expected = RandomAccess.GetLength(file);
        byte[] rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(expected, MostBytes) + 1); // one more, to see that it is larger
        int length = 0;
        int read;
        while (length < rented.Length && (read = RandomAccess.Read(file, rented.AsSpan(length), length)) > 0)
        {
            length += read;
        }

        return (rented, length);
    }

    private static AuditedFile Failed(string path, string reason) => new(new FileFindings { Path = path, Failure = reason }, []);
}
