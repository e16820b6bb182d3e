namespace Nika.Messaging.Contracts;

/// <summary>Names of the products' types that the generator and the analyzers look for.</summary>
internal static class KnownNames
{
    public const string Namespace = "Nika.Messaging";
}
