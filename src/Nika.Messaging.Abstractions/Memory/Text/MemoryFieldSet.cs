using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>
/// The fields that a filter's text may name: those of the envelope, and of the message types that were added. A message's field has two names:
/// <c>job_changed.step</c>, which also asks for the type, and <c>data.step</c>, which asks any event. Immutable.
/// </summary>
public sealed class MemoryFieldSet
{
    private readonly FrozenDictionary<string, MemoryField> fields;
    private readonly FrozenSet<string> ambiguous;

    private MemoryFieldSet(FrozenDictionary<string, MemoryField> fields, FrozenSet<string> ambiguous)
    {
        this.fields = fields;
        this.ambiguous = ambiguous;
    }

    /// <summary>The fields of the envelope.</summary>
    public static MemoryFieldSet Envelope { get; } = new(
        Meta.All.ToFrozenDictionary(static field => field.Name, StringComparer.Ordinal),
        FrozenSet<string>.Empty);

    /// <summary>Every name, in ordinal order.</summary>
    public ImmutableArray<string> Names => [.. fields.Keys.Order(StringComparer.Ordinal)];

    /// <summary>These fields and those of a message type.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    public MemoryFieldSet With<T>()
        where T : IMessage<T> => With(T.Descriptor);

    /// <summary>These fields and those of a message type.</summary>
    /// <param name="descriptor">The message type's descriptor.</param>
    public MemoryFieldSet With(MessageDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        var all = fields.ToDictionary(StringComparer.Ordinal);
        var several = ambiguous.ToHashSet(StringComparer.Ordinal);
        foreach (var field in descriptor.MemoryFields)
        {
            all[$"{descriptor.Name}.{field.Member}"] = field;
            if (all.TryGetValue(field.Name, out var other) && !other.Equals(field))
            {
                _ = several.Add(field.Name);
            }
            else
            {
                all[field.Name] = new AnyMessageField(field);
            }
        }

        return new(all.ToFrozenDictionary(StringComparer.Ordinal), several.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Finds a field by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">The field.</param>
    /// <param name="error">Why there is none: it names the nearest, if one is near.</param>
    public bool TryFind(string name, [NotNullWhen(true)] out MemoryField? field, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ambiguous.Contains(name))
        {
            field = null;
            error = $"the field '{name}' is of different kinds in different message types: name the type, such as '{OneTypeOf(name)}'";
            return false;
        }

        if (fields.TryGetValue(name, out field))
        {
            error = null;
            return true;
        }

        error = NearestName.Of(name, fields.Keys) is { } nearest
            ? $"there is no field '{name}'; did you mean '{nearest}'?"
            : $"there is no field '{name}'; there are {string.Join(", ", Names.Where(static known => !known.Contains('.', StringComparison.Ordinal)))}{(fields.Count > Meta.All.Length ? " and those of messages, such as " + Names.First(static known => known.Contains('.', StringComparison.Ordinal)) : "")}";
        return false;
    }

    private string OneTypeOf(string name)
    {
        string member = fields[name].Member;
        return Names.First(known => known.EndsWith("." + member, StringComparison.Ordinal) && !known.StartsWith("data.", StringComparison.Ordinal));
    }
}
