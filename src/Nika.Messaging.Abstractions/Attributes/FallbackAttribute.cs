namespace Nika.Messaging;


/// <summary>Marks the enum value that an unknown wire name is read as. Without one, an unknown name makes the message malformed.</summary>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class FallbackAttribute : Attribute;
