namespace RepoAudit;

/// <summary>A question put to memory when the audit is over, and what it said.</summary>
/// <param name="Question">The question, in words.</param>
/// <param name="Answer">The count, in words; or why there is none.</param>
public sealed record MemoryAnswer(string Question, string Answer);
