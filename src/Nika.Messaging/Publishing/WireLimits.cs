namespace Nika.Messaging;

/// <summary>Limits of the wire, and where they come from.</summary>
public static class WireLimits
{
    /// <summary>The most bytes of one message over all fields: 512 kB = 512 × 1,024 (the specification's limit for working memory, kept for every layer).</summary>
    public const int MaxMessageBytes = 512 * 1024;
}
