using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A message's field asked of any event, whatever its type: another type may know other names.</summary>
internal sealed class AnyMessageField(MemoryField field) : MemoryField(field.Place, field.Member, field.Kind)
{
    internal override bool TryRead(string text, out MemoryValue value, [NotNullWhen(false)] out string? fault) =>
        field.AllowedTexts.IsEmpty ? field.TryRead(text, out value, out fault) : base.TryRead(text, out value, out fault);
}
