namespace Nika.Messaging;

public ref partial struct Utf8Writer
{
    /// <summary>
    /// Room to write a run of values into, by <see cref="JsonFormatter"/> or by hand. Then call <see cref="Advance"/>. If no buffer can hold so much, the error is
    /// set and the room is one that is thrown away.
    /// </summary>
    /// <param name="bytes">How much is needed; there may be more.</param>
    public Span<byte> Reserve(int bytes) => HasRoom(bytes) ? span[position..] : new byte[bytes];

    /// <summary>Says how much of the room that <see cref="Reserve"/> gave was used.</summary>
    /// <param name="written">Bytes.</param>
    public void Advance(int written) => position = Math.Min(position + written, span.Length);

    /// <summary>Writes a string that must not be null, else <see cref="Error"/> is set.</summary>
    /// <param name="value">The text.</param>
    /// <param name="member">The member it is of, for the error.</param>
    public void RequiredString(string? value, string member)
    {
        if (value is null)
        {
            Fail(member + " is null");
        }

        String(value);
    }

    /// <summary>Writes an id that must not be default, else <see cref="Error"/> is set.</summary>
    /// <typeparam name="TId">The id type.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="member">The member it is of, for the error.</param>
    public void RequiredId<TId>(scoped in TId id, string member)
        where TId : struct, IId<TId>
    {
        if (id.IsDefault)
        {
            Fail(member + " is a default id");
        }

        Id(id);
    }

    /// <summary>Goes on with a run that <see cref="JsonFormatter.Text"/> could not.</summary>
    /// <param name="written">How much of the room was used before it.</param>
    /// <param name="value">The text; if it is null, <see cref="Error"/> is set.</param>
    /// <param name="member">The member it is of, for the error.</param>
    /// <param name="rest">How much room the rest of the run needs.</param>
    /// <returns>That room.</returns>
    public Span<byte> ContinueText(int written, string? value, string member, int rest)
    {
        Advance(written);
        RequiredString(value, member);
        return Reserve(rest);
    }

    /// <summary>Goes on with a run that <see cref="JsonFormatter.Text"/> could not, at a name as of <see cref="Member"/>, without its colon.</summary>
    /// <param name="written">How much of the room was used before it.</param>
    /// <param name="name">The name.</param>
    /// <param name="rest">How much room the rest of the run needs.</param>
    /// <returns>That room.</returns>
    public Span<byte> ContinueName(int written, string name, int rest)
    {
        Advance(written);
        Name(name);
        return Reserve(rest);
    }

    /// <summary>Goes on with a run that <see cref="JsonFormatter.Id"/> could not.</summary>
    /// <typeparam name="TId">The id type.</typeparam>
    /// <param name="written">How much of the room was used before it.</param>
    /// <param name="id">The id.</param>
    /// <param name="member">The member it is of if a default id is an error; else null, and it is written as <c>null</c>.</param>
    /// <param name="rest">How much room the rest of the run needs.</param>
    /// <returns>That room.</returns>
    public Span<byte> ContinueId<TId>(int written, scoped in TId id, string? member, int rest)
        where TId : struct, IId<TId>
    {
        Advance(written);
        if (member is null)
        {
            Id(id);
        }
        else
        {
            RequiredId(id, member);
        }

        return Reserve(rest);
    }

    /// <summary>Goes on with a run that <see cref="JsonFormatter.Single"/> could not.</summary>
    /// <param name="written">How much of the room was used before it.</param>
    /// <param name="value">The value.</param>
    /// <param name="rest">How much room the rest of the run needs.</param>
    /// <returns>That room.</returns>
    public Span<byte> ContinueSingle(int written, float value, int rest)
    {
        Advance(written);
        Single(value);
        return Reserve(rest);
    }

    /// <summary>Goes on with a run that <see cref="JsonFormatter.Double"/> could not.</summary>
    /// <param name="written">How much of the room was used before it.</param>
    /// <param name="value">The value.</param>
    /// <param name="rest">How much room the rest of the run needs.</param>
    /// <returns>That room.</returns>
    public Span<byte> ContinueDouble(int written, double value, int rest)
    {
        Advance(written);
        Double(value);
        return Reserve(rest);
    }
}
