namespace Nika.Messaging;


/// <summary>Why a document could not be read.</summary>
/// <param name="Reason">What is wrong, and what was expected.</param>
/// <param name="Path">The member path, e.g. <c>$.steps[3].name</c>.</param>
/// <param name="Offset">The byte offset of the fault.</param>
public readonly record struct JsonError(string Reason, string Path, int Offset)
{
    /// <summary>Reason, path and offset.</summary>
    public override string ToString() => $"{Reason} at {Path}, byte {Offset}";
}
