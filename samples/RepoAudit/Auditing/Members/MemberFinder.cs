using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing.Members;

/// <summary>Finds the longest member of a text.</summary>
public static class MemberFinder
{
    /// <summary>The longest member, the first of several; null if the language's members aren't looked for or none was seen.</summary>
    /// <param name="text">The text.</param>
    public static MemberSpan? FindLongest(SourceText text) => text.Language.Members switch
    {
        MemberStyle.Braces or MemberStyle.BracesAndNewlines => BracedMembers.FindLongest(text),
        MemberStyle.Indentation => IndentedMembers.FindLongest(text),
        _ => null,
    };
}
