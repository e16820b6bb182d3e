namespace Nika.Messaging;


/// <summary>Declares a type that is used inside messages: it gets a JSON writer and reader, but no key, envelope or publish stub.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MessagePartAttribute : Attribute;
