using System;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>A value that can be part of a <see cref="WriteRun"/>.</summary>
/// <param name="AddTo">Adds it to a run.</param>
internal sealed record RunValue(Action<WriteRun> AddTo)
{
    private const int NullLength = 4;
    private const int MaxNumberLength = 32;
    private const int QuotesLength = 2;

    /// <summary>The name of a dictionary's member, and its colon.</summary>
    public static RunValue Name(string expression) => new(run =>
    {
        run.OrElse(QuotesLength, $"{Names.Formatter}.Text({expression}", needsRest: true, ("ContinueName", expression));
        run.Constant(":");
    });

    /// <returns>Null if its length has no bound and the formatter does not know it: the writer then writes it, and the run ends before.</returns>
    public static RunValue? Of(ValueModel value, string expression, string member, bool checkId, SharedCode shared)
    {
        return value.Kind switch
        {
            ValueKind.Boolean => Bounded(5, "Boolean"),
            ValueKind.SByte => Bounded(4, "Int64"),
            ValueKind.Byte => Bounded(3, "UInt64"),
            ValueKind.Int16 => Bounded(6, "Int64"),
            ValueKind.UInt16 => Bounded(5, "UInt64"),
            ValueKind.Int32 => Bounded(11, "Int64"),
            ValueKind.UInt32 => Bounded(10, "UInt64"),
            ValueKind.Int64 => Bounded(20, "Int64"),
            ValueKind.UInt64 => Bounded(20, "UInt64"),
            ValueKind.Decimal => Bounded(MaxNumberLength, "Decimal"),
            ValueKind.Guid => Bounded(36 + QuotesLength, "Guid"),
            ValueKind.DateTimeOffset => Bounded(33 + QuotesLength, "DateTimeOffset"),
            ValueKind.DateOnly => Bounded(10 + QuotesLength, "DateOnly"),
            ValueKind.TimeSpan => Bounded(26 + QuotesLength, "TimeSpan"),
            ValueKind.Single or ValueKind.Double => OrElse(MaxNumberLength, value.Kind.ToString(), needsRest: false, expression),
            ValueKind.String => OrElse(QuotesLength, "Text", needsRest: true, $"{expression}, {CodeText.Literal(member)}"),
            ValueKind.Id => OrElse(QuotesLength, "Id", needsRest: true, $"{expression}, {(checkId && !value.IsNullable ? CodeText.Literal(member) : "null")}"),
            ValueKind.Enum when !value.Enum!.IsFlags => new(run => run.Bounded(
                Math.Max(EnumEmitter.LongestName(value.Enum) + QuotesLength, NullLength),
                $"{Names.Own}.{shared.FormatterOf(value.Enum)}({expression}",
                ", ref writer")),
            _ => null,
        };

        RunValue Bounded(int size, string method) => new(run => run.Bounded(size, $"{Names.Formatter}.{method}({expression}"));

        RunValue OrElse(int size, string method, bool needsRest, string arguments) => new(run => run.OrElse(
            size, $"{Names.Formatter}.{method}({expression}", needsRest, ("Continue" + method, arguments)));
    }
}
