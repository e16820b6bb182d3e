using System.Globalization;

namespace Nika.Messaging.Streams;

/// <summary>A claim, as its holder names it. The attempt tells it from an earlier claim by the same pod.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Item">The element's index, from 0; null for a step that is done once.</param>
/// <param name="Pod">Who holds it.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
public sealed record HeldStep(int Step, int? Item, string Pod, int Attempt)
{
    /// <summary>The part of the field names that says which: <c>2</c>, or <c>2.7</c> for an element.</summary>
    public string Slot => Item is { } item ? string.Create(CultureInfo.InvariantCulture, $"{Step}.{item}") : Step.ToString(CultureInfo.InvariantCulture);
}
