namespace Nika.Messaging.Analyzers;

/// <summary>What a finding of a contract tells its fix.</summary>
internal static class ProblemProperties
{
    /// <summary>What the problem is about beside the type: the second argument of its message.</summary>
    public const string Subject = "Subject";
}
