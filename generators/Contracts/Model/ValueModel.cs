namespace Nika.Messaging.Contracts;

/// <summary>The type of a member, or of what a list, set or dictionary holds.</summary>
/// <param name="Kind">How it is written and read.</param>
/// <param name="TypeName">The C# type, without the <c>?</c> of a nullable one.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="Element">What a list or set has as elements, a dictionary as values.</param>
/// <param name="Enum">The names of an enum.</param>
/// <param name="Codec">The full name of the user's codec that writes and reads it.</param>
internal sealed record ValueModel(ValueKind Kind, string TypeName, bool IsNullable, bool IsValueType, ValueModel? Element, EnumModel? Enum, string? Codec = null)
{
    /// <summary>The C# type.</summary>
    public string DeclaredType => IsNullable ? TypeName + "?" : TypeName;

    /// <summary>Whether it is a JSON array of elements.</summary>
    public bool IsList => Element is not null && !IsDictionary;

    /// <summary>Whether each of its elements is there once.</summary>
    public bool IsSet => Kind is ValueKind.HashSet or ValueKind.ReadOnlySet or ValueKind.ImmutableHashSet or ValueKind.FrozenSet;

    /// <summary>Whether it is a JSON object of any names.</summary>
    public bool IsDictionary =>
        Kind is ValueKind.Dictionary or ValueKind.ReadOnlyDictionary or ValueKind.ImmutableDictionary or ValueKind.FrozenDictionary;

    /// <summary>Whether a hash field holds it as plain text.</summary>
    public bool IsPlain => Element is null && Kind is not (ValueKind.Part or ValueKind.JsonElement or ValueKind.Codec);

    /// <summary>Whether two values are equal exactly if what they hold is.</summary>
    public bool IsScalar => IsPlain && Kind is not (ValueKind.Bytes or ValueKind.Memory or ValueKind.MutableMemory);
}
