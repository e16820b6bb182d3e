using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds the one layer attribute of a message.</summary>
internal static class LayerParser
{
    public static AttributeData? Find(INamedTypeSymbol type, AttributeData message, Problems problems, out Layer layer)
    {
        layer = default;
        AttributeData? found = null;
        int count = 0;
        foreach (var attribute in type.GetAttributes())
        {
            if (LayerOf(attribute.AttributeClass) is { } candidate)
            {
                found = attribute;
                layer = candidate;
                count++;
            }
        }

        if (count == 1)
        {
            return found;
        }

        problems.Add(RuleIds.LayerCount, type, message, type.Name, count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>The time to live that the specification gives a layer, in milliseconds; null for layers of one's own.</summary>
    public static long? TimeToLiveOf(Layer layer) => layer switch
    {
        Layer.Signal or Layer.Contract or Layer.Bus => 2 * Durations.Hour,
        Layer.WorkingMemory => Durations.Hour,
        Layer.EntityFeed or Layer.Telemetry => 24 * Durations.Hour,
        _ => null,
    };

    private static Layer? LayerOf(INamedTypeSymbol? attribute)
    {
        Layer? layer = attribute?.Name switch
        {
            KnownNames.StreamAttribute => Layer.Stream,
            KnownNames.HashAttribute => Layer.Hash,
            KnownNames.SignalAttribute => Layer.Signal,
            KnownNames.WorkingMemoryAttribute => Layer.WorkingMemory,
            KnownNames.ContractAttribute => Layer.Contract,
            KnownNames.EntityFeedAttribute => Layer.EntityFeed,
            KnownNames.TelemetryAttribute => Layer.Telemetry,
            KnownNames.BusMessageAttribute => Layer.Bus,
            _ => null,
        };
        return layer is not null && attribute.IsInNika(attribute!.Name) ? layer : null;
    }
}
