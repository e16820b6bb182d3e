namespace Nika.Messaging.Contracts;

/// <summary>What a message and a part have in common: members, and how to make an instance of them. All a part has.</summary>
/// <param name="Type">The type.</param>
/// <param name="Members">The members in declaration order.</param>
/// <param name="ConstructorArguments">The members that are constructor arguments, in parameter order. The others are set in an object initializer.</param>
/// <param name="MaxDepth">How many types with such a limit may be open around a value, itself included; null if there is no limit.</param>
internal sealed record ShapeModel(TypeModel Type, EquatableArray<MemberModel> Members, EquatableArray<ArgumentModel> ConstructorArguments, int? MaxDepth)
{
    private const int ManyMembers = 30;

    /// <summary>Whether there are so many members that short code is worth more than the fastest.</summary>
    public bool HasManyMembers => Members.Count > ManyMembers;

    /// <summary>Whether a member has a name on the wire.</summary>
    public bool HasNames => Members.Count > (ExtensionData is null ? 0 : 1);

    /// <summary>The member that keeps unknown ones; it is one of <see cref="Members"/>.</summary>
    public MemberModel? ExtensionData
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.IsExtensionData)
                {
                    return member;
                }
            }

            return null;
        }
    }
}
