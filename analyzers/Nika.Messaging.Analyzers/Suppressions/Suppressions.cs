using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// What is said of code as the library wants it, and is wrong there. An id is a reason, with a page in docs/rules, and may stand for several
/// alarms. Nothing is suppressed that could be right.
/// </summary>
internal static class Suppressions
{
    /// <summary>"Must contain a non-null value when exiting constructor": of a constructor that only the generated reader can call.</summary>
    public static readonly SuppressionDescriptor SetByReader =
        new("NIKA301", "CS8618", "The constructor is private, and the generated reader that calls it sets the member or refuses the document.");

    /// <summary>"Can be marked as static".</summary>
    public static readonly SuppressionDescriptor CalledOnInstance =
        new("NIKA302", "CA1822", "Messages are dispatched to HandleAsync of an instance: a static one handles nothing.");

    /// <summary>"Remove unused parameter": of the compiler platform's code style, and Roslynator's.</summary>
    public static readonly ImmutableArray<SuppressionDescriptor> SaysWhatIsHandled =
        OfEach("NIKA303", "The parameter says which message is handled, whether its content is needed or not.", "IDE0060", "RCS1163");

    /// <summary>No lists, no arrays, no setters of collections: rules for interfaces that people program against.</summary>
    public static readonly ImmutableArray<SuppressionDescriptor> WireForm =
        OfEach("NIKA304", "A member's type is its form on the wire, and the reader must be able to set it.", "CA1002", "CA1819", "CA2227");

    private static ImmutableArray<SuppressionDescriptor> OfEach(string id, string reason, params string[] alarms) =>
        [.. alarms.Select(alarm => new SuppressionDescriptor(id, alarm, reason))];
}
