namespace Nika.Messaging.Generators;

/// <summary>The names of the pipeline's steps, for the tests that prove caching.</summary>
internal static class TrackingNames
{
    public const string Ids = nameof(Ids);
    public const string Messages = nameof(Messages);
    public const string Parts = nameof(Parts);
    public const string Pipelines = nameof(Pipelines);
    public const string Handlers = nameof(Handlers);
    public const string Dispatchers = nameof(Dispatchers);
    public const string RegisteredHandlers = nameof(RegisteredHandlers);
    public const string Clients = nameof(Clients);
    public const string RegisteredClients = nameof(RegisteredClients);
    public const string Registration = nameof(Registration);
}
