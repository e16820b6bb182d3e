namespace RepoAudit;

/// <summary>A question put to memory when the audit is over, and what it said.</summary>
/// <param name="Question">The question, in words.</param>
/// <param name="Answer">The answer, in words.</param>
public sealed record MemoryAnswer(string Question, string Answer);
