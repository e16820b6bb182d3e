using Nika.Messaging;
using RepoAudit.Auditing;

namespace RepoAudit.Swarm;

/// <summary><see cref="FileFindings"/> as they travel.</summary>
[MessagePart]
public sealed partial record FileReport(
    string Path,
    string? Failure,
    long Bytes,
    int Lines,
    int Blank,
    int Comment,
    int TodoMarks,
    int Duplicated,
    LongestMember? LongestMember)
{
    /// <summary>Packs findings.</summary>
    /// <param name="file">The findings.</param>
    public static FileReport Of(FileFindings file) => new(
        file.Path,
        file.Failure,
        file.Bytes,
        file.Lines,
        file.BlankLines,
        file.CommentLines,
        file.TodoMarks,
        file.DuplicatedLines,
        file.LongestMember is { } member ? new(member.Name, member.Line, member.Lines) : null);

    /// <summary>Unpacks them.</summary>
    public FileFindings ToFindings() => new()
    {
        Path = Path,
        Failure = Failure,
        Bytes = Bytes,
        Lines = Lines,
        BlankLines = Blank,
        CommentLines = Comment,
        TodoMarks = TodoMarks,
        DuplicatedLines = Duplicated,
        LongestMember = LongestMember is { } member ? new MemberSpan(member.Name, member.Line, member.Lines) : null,
    };
}
