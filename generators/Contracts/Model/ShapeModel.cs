namespace Nika.Messaging.Contracts;

/// <summary>What a message and a part have in common: members, and how to make an instance of them. All a part has.</summary>
/// <param name="Type">The type.</param>
/// <param name="Members">The members in declaration order.</param>
/// <param name="ConstructorArguments">The indexes of the members that are constructor arguments, in parameter order. The others are set in an object initializer.</param>
internal sealed record ShapeModel(TypeModel Type, EquatableArray<MemberModel> Members, EquatableArray<int> ConstructorArguments);
