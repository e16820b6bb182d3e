namespace Nika.Messaging.Contracts;

/// <summary>A partial type that code is emitted into.</summary>
/// <param name="Namespace">Its namespace, keywords escaped; null for the global one.</param>
/// <param name="Containers">The declarations of the containing types, outermost first, e.g. <c>partial class Outer</c>.</param>
/// <param name="Declaration">Its own declaration, e.g. <c>partial record struct Tick</c>.</param>
/// <param name="Name">Its name as written in code.</param>
/// <param name="FullName">Its full name, <c>global::</c> included.</param>
/// <param name="HintName">Namespace, containers, name and arity: names the generated file.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="IsPublic">Whether it is visible outside of its assembly.</param>
internal sealed record TypeModel(
    string? Namespace,
    EquatableArray<string> Containers,
    string Declaration,
    string Name,
    string FullName,
    string HintName,
    bool IsValueType,
    bool IsPublic);
