namespace Nika.Messaging.Contracts;

/// <summary>The type of a member or of a list's elements.</summary>
/// <param name="Kind">How it is written and read.</param>
/// <param name="TypeName">The C# type, without the <c>?</c> of a nullable one.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="Element">The elements of a list.</param>
/// <param name="Enum">The names of an enum.</param>
internal sealed record ValueModel(ValueKind Kind, string TypeName, bool IsNullable, bool IsValueType, ValueModel? Element, EnumModel? Enum)
{
    /// <summary>The C# type.</summary>
    public string DeclaredType => IsNullable ? TypeName + "?" : TypeName;

    public bool IsList => Kind is ValueKind.Array or ValueKind.ImmutableArray or ValueKind.List or ValueKind.ReadOnlyList;

    /// <summary>Whether a hash field holds it as plain text.</summary>
    public bool IsPlain => !IsList && Kind != ValueKind.Part;
}
