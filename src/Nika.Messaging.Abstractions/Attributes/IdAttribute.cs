namespace Nika.Messaging;


/// <summary>
/// Declares a validated id: on a <c>readonly partial struct</c> without members. The generator emits the validating constructor,
/// parsing, equality and <see cref="IId{TSelf}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class IdAttribute : Attribute;
