namespace Nika.Messaging;


/// <summary>A validated identifier. It becomes part of keys and file names, so nothing but <see cref="IdFormat.Pattern"/> gets in.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The text; empty for a default id, which is refused at publish.</summary>
    string Value { get; }

    /// <summary>Whether this is <c>default</c>, an id that was never given a value.</summary>
    bool IsDefault { get; }

    /// <summary>Makes an id of <paramref name="value"/> if it is valid.</summary>
    /// <param name="value">The text.</param>
    /// <param name="id">The id, or default.</param>
    /// <returns>False if the text does not match <see cref="IdFormat.Pattern"/>.</returns>
    static abstract bool TryCreate(string? value, out TSelf id);
}
