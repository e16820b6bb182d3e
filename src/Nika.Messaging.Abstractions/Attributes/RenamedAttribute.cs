namespace Nika.Messaging;

/// <summary>
/// A name that a member or an enum value had on the wire before. Readers take the old name as well as the new one; writers write the new one.
/// A document with both is malformed, as one with the same member twice.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class RenamedAttribute : Attribute
{
    /// <summary>The old wire name (not the old C# name): <c>job_id</c>, not <c>JobId</c>.</summary>
    public required string From { get; set; }
}
