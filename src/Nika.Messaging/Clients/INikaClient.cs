namespace Nika.Messaging;

/// <summary>What the generator makes of a <see cref="NikaClientAttribute"/> interface. Not meant to be implemented by hand.</summary>
/// <typeparam name="TSelf">The interface itself.</typeparam>
public interface INikaClient<TSelf>
    where TSelf : class, INikaClient<TSelf>
{
    /// <summary>Makes a client of a pod. Call <see cref="NikaClientExtensions.Client"/>, or have it injected.</summary>
    /// <param name="nika">The pod.</param>
    static abstract TSelf Create(INika nika);
}
