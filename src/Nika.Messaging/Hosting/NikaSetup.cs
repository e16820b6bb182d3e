using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Hosting;

/// <summary>What a builder was told.</summary>
internal sealed class NikaSetup
{
    public List<Action<NikaOptions>> Configure { get; } = [];

    public List<HandlerRegistration> Handlers { get; } = [];

    public List<StepRegistration> Steps { get; } = [];

    public List<(Type Type, Func<INika, object> Create)> Clients { get; } = [];

    public List<Func<IServiceProvider, IHandlerFilter>> Filters { get; } = [];

    /// <summary>Whether a host starts and stops the pod.</summary>
    public bool IsHosted { get; init; }

    public Func<IServiceProvider, IStore>? Store { get; set; }

    public Func<IServiceProvider, IMemory>? Memory { get; set; }
}
