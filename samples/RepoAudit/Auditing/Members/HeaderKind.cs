namespace RepoAudit.Auditing.Members;

/// <summary>What a block is, by what stands before its brace.</summary>
internal enum HeaderKind
{
    /// <summary>A block by itself, or one of a control statement.</summary>
    Statement,

    /// <summary>A type or a namespace: members are inside.</summary>
    Type,

    /// <summary>A method, a function, a property, an initialiser.</summary>
    Member,
}
