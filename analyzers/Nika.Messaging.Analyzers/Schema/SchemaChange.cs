using System;
using System.Collections.Generic;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// A kind of change, and whom it breaks. Readers ignore fields they do not know; a field is always written, as <c>null</c> at least; only
/// messages from before it was there lack it.
/// </summary>
/// <param name="Shown">What has changed, in a sentence.</param>
/// <param name="BreaksNewReaders">Whether this version cannot read what earlier ones wrote.</param>
/// <param name="BreaksOldReaders">Whether earlier versions cannot read what this one writes.</param>
internal sealed record SchemaChange(string Shown, bool BreaksNewReaders, bool BreaksOldReaders)
{
    public static readonly SchemaChange RequiredAdded = new("a required field is new", true, false);
    public static readonly SchemaChange OptionalAdded = new("an optional field is new", false, false);
    public static readonly SchemaChange NullableAdded = new("a nullable field is new", false, false);
    public static readonly SchemaChange RequiredRemoved = new("a required field is gone", false, true);
    public static readonly SchemaChange OptionalRemoved = new("an optional field is gone", false, false);
    public static readonly SchemaChange NullableRemoved = new("a nullable field is gone", false, false);
    public static readonly SchemaChange RequiredToOptional = new("it was required and is optional", false, false);
    public static readonly SchemaChange RequiredToNullable = new("it was required and may be null", false, true);
    public static readonly SchemaChange OptionalToRequired = new("it was optional and is required", true, false);
    public static readonly SchemaChange OptionalToNullable = new("it was optional and may be null", false, true);
    public static readonly SchemaChange NullableToRequired = new("it might be null and is required", true, false);
    public static readonly SchemaChange NullableToOptional = new("it might be null and may not", true, false);
    public static readonly SchemaChange Widened = new("its type is wider", false, false);
    public static readonly SchemaChange FallbackAdded = new("its enum has a fallback", false, false);
    public static readonly SchemaChange FallbackRemoved = new("its enum has no fallback any more", false, false);
    public static readonly SchemaChange Retyped = new("its type is another", true, true);
    public static readonly SchemaChange ValueAdded = new("a value of its enum is new", false, true);
    public static readonly SchemaChange ValueAddedToFallback = new("a value of its enum is new, which earlier versions read as their fallback", false, false);
    public static readonly SchemaChange ValueRemoved = new("a value of its enum is gone", true, false);
    public static readonly SchemaChange ValueRemovedFromFallback = new("a value of its enum is gone, which is read as the fallback", false, false);

    /// <summary>Types that hold whatever the other held: what they hold beyond, nobody has sent so far.</summary>
    private static readonly Dictionary<string, string[]> Wider = new(StringComparer.Ordinal)
    {
        ["int8"] = ["int16", "int32", "int64"],
        ["int16"] = ["int32", "int64"],
        ["int32"] = ["int64"],
        ["uint8"] = ["int16", "uint16", "int32", "uint32", "int64", "uint64"],
        ["uint16"] = ["int32", "uint32", "int64", "uint64"],
        ["uint32"] = ["int64", "uint64"],
        ["float32"] = ["float64"],
        ["datetime"] = ["timestamp"],
    };

    /// <summary>Every kind of change.</summary>
    public static IReadOnlyList<SchemaChange> All { get; } =
    [
        RequiredAdded, OptionalAdded, NullableAdded, RequiredRemoved, OptionalRemoved, NullableRemoved,
        RequiredToOptional, RequiredToNullable, OptionalToRequired, OptionalToNullable, NullableToRequired, NullableToOptional,
        Widened, FallbackAdded, FallbackRemoved, Retyped, ValueAdded, ValueAddedToFallback, ValueRemoved, ValueRemovedFromFallback,
    ];

    public bool IsBreaking => BreaksNewReaders || BreaksOldReaders;

    public static SchemaChange OfAdded(string presence) => presence switch
    {
        "required" => RequiredAdded,
        "optional" => OptionalAdded,
        _ => NullableAdded,
    };

    public static SchemaChange OfRemoved(string presence) => presence switch
    {
        "required" => RequiredRemoved,
        "optional" => OptionalRemoved,
        _ => NullableRemoved,
    };

    /// <summary>What has changed from one line of a field to another.</summary>
    public static IEnumerable<SchemaChange> Between(SchemaLine old, SchemaLine current)
    {
        if (OfType(old.Type!, current.Type!) is { } type)
        {
            yield return type;
        }

        if (OfPresence(old.Presence!, current.Presence!) is { } presence)
        {
            yield return presence;
        }
    }

    private static SchemaChange? OfType(string old, string current)
    {
        if (old == current)
        {
            return null;
        }

        return (old, current) switch
        {
            ("enum", "enum*") => FallbackAdded,
            ("enum*", "enum") => FallbackRemoved,
            _ => Wider.TryGetValue(old, out string[]? wider) && Array.IndexOf(wider, current) >= 0 ? Widened : Retyped,
        };
    }

    private static SchemaChange? OfPresence(string old, string current) => (old, current) switch
    {
        ("required", "optional") => RequiredToOptional,
        ("required", "nullable") => RequiredToNullable,
        ("optional", "required") => OptionalToRequired,
        ("optional", "nullable") => OptionalToNullable,
        ("nullable", "required") => NullableToRequired,
        ("nullable", "optional") => NullableToOptional,
        _ => null,
    };
}
