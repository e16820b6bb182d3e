namespace Nika.Messaging.Contracts;

/// <summary>A part of a key: constant text, a member, or the envelope's session.</summary>
/// <param name="Text">The constant text; null for a placeholder.</param>
/// <param name="Member">The C# member; null if only the envelope gives the value.</param>
/// <param name="IdType">The full name of the id's type.</param>
/// <param name="Parameter">The name of the parameter of <c>KeyFor</c>.</param>
/// <param name="IsNullable">Whether the member may be null.</param>
/// <param name="FromEnvelope">Whether the envelope's session stands in for a member that is absent or null.</param>
internal sealed record KeyPartModel(string? Text, string? Member, string IdType, string Parameter, bool IsNullable, bool FromEnvelope)
{
    public static KeyPartModel Constant(string text) => new(text, null, "", "", false, false);
}
