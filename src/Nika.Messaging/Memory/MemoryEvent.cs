namespace Nika.Messaging;


/// <summary>A significant event on its way to memory.</summary>
/// <param name="Text">What it says, for words and meaning.</param>
/// <param name="Meta">The envelope.</param>
/// <param name="MetaJson">The envelope as published.</param>
/// <param name="DataJson">The message as published.</param>
public sealed record MemoryEvent(string Text, NikaMeta Meta, ReadOnlyMemory<byte> MetaJson, ReadOnlyMemory<byte> DataJson)
{
    /// <summary>The envelope's id, which is also the id in memory.</summary>
    public Guid Id => Meta.Id;
}
