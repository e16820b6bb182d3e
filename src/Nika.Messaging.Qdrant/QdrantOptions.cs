using System.Buffers;

namespace Nika.Messaging.Qdrant;

/// <summary>Where Qdrant is and how <see cref="QdrantMemory"/> uses it. Version 1.16 or newer.</summary>
public sealed class QdrantOptions
{
    // What the server takes at most, in its default configuration.
    private const int ServerMaxBodyBytes = 32 * 1024 * 1024;

    // A day: more than any pause or deadline here should ever be, and within what timers take.
    private static readonly TimeSpan MaxTime = TimeSpan.FromDays(1);

    private static readonly SearchValues<char> CollectionCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>The server's address, <c>http://host:6333</c> or <c>https://…</c>, with a path if a proxy asks for one. Required; must hold no secret.</summary>
    public string Address { get; set; } = "";

    /// <summary>The API key. Default null: none. Sent as the header <c>api-key</c>; never logged, and part of no exception.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A PEM file with the authority that signed the server's certificate, for one that the machine does not know. Default null: the machine's authorities.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>The collection. Letters, digits, <c>_</c>, <c>-</c>, <c>.</c>, at most 255. Default <c>nika_memory</c>. Made if absent.</summary>
    public string Collection { get; set; } = "nika_memory";

    /// <summary>
    /// What makes vectors of events and questions. The collection records its name, and refuses another: vectors of different embedders cannot be compared.
    /// Default null: events bring their own, of <see cref="Dimensions"/>, and nothing can be recalled by text.
    /// </summary>
    public MemoryEmbedder? Embedder { get; set; }

    /// <summary>The size of the vectors. Default null: what the embedder says, or else makes. Required without an embedder.</summary>
    public int? Dimensions { get; set; }

    /// <summary>How long a request may take, waiting for a connection and for the server's <c>Retry-After</c> included. Default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting may take, TLS included. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The most connections, and so the most calls at a time; more wait for their turn. 1 to 1,000. Default 8.</summary>
    public int MaxConnections { get; set; } = 8;

    /// <summary>After how long a connection is replaced, so that a change of DNS is noticed. Default 5 min.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a write waits until its events are found by questions. Default true. False: until they are in the server's write-ahead log, which is sooner;
    /// questions find them a little later.
    /// </summary>
    public bool WaitUntilVisible { get; set; } = true;

    /// <summary>The most events of one request; a collection in strict mode may allow fewer. 1 to 10,000. Default 256.</summary>
    public int MaxBatchEvents { get; set; } = 256;

    /// <summary>About how many bytes a request with events may have; a single event may be longer. 64 KiB to 16 MiB. Default 4 MiB.</summary>
    public int MaxBatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many events a page has when they are read by time; a collection in strict mode may allow fewer. 1 to 10,000. Default 256.</summary>
    public int PageSize { get; set; } = 256;

    /// <summary>The longest reply in bytes; a longer one is not read to its end. 64 KiB to 1 GiB. Default 64 MiB.</summary>
    public int MaxReplyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Fields to index besides those of the envelope that are always: messages' own, that questions are often about. Default none. A field that a facet or a collection in
    /// strict mode cannot do without is indexed when it is first asked for.
    /// </summary>
    public IList<MemoryField> IndexedFields { get; private set; } = [];

    /// <summary>The address and the collection, and whether there is a key; never the key.</summary>
    public override string ToString() => $"qdrant {ShownAddress()}, collection {Collection}{(string.IsNullOrEmpty(ApiKey) ? "" : ", with an API key")}";

    /// <summary>The first option that cannot work, named, with what is allowed; null if all can.</summary>
    internal string? FindFault()
    {
        if (ParseAddress() is null)
        {
            return Fault(nameof(Address), "must be http://host:6333 or https://host:6333, without user, password, query and fragment");
        }

        if (ApiKey is not null && (ApiKey.Length == 0 || ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            // What a header can hold; the key itself is not repeated.
            return Fault(nameof(ApiKey), "must be visible ASCII characters, or null for none");
        }

        if (AuthorityFile is not null && !File.Exists(AuthorityFile))
        {
            return Fault(nameof(AuthorityFile), $"names no file: '{AuthorityFile}'");
        }

        if (AuthorityFile is not null && ParseAddress()!.Scheme != Uri.UriSchemeHttps)
        {
            return Fault(nameof(AuthorityFile), "needs an https address");
        }

        if (Collection is null or { Length: 0 or > 255 } or "." or ".." || Collection.AsSpan().ContainsAnyExcept(CollectionCharacters))
        {
            return Fault(nameof(Collection), $"is '{Collection}', must be 1 to 255 letters, digits, '_', '-' and '.'");
        }

        return this switch
        {
            { Embedder: null, Dimensions: null } => Fault(nameof(Dimensions), $"must be given, or an {nameof(Embedder)}"),
            { Dimensions: < 1 or > 65_536 } => Fault(nameof(Dimensions), $"is {Dimensions}, must be 1 to 65,536"),
            { Embedder.Dimensions: { } made, Dimensions: { } wanted } when made != wanted => Fault(nameof(Dimensions), $"is {wanted}, but the embedder {Embedder!.Name} makes vectors of {made}"),
            _ when Timeout <= TimeSpan.Zero || Timeout > MaxTime => Fault(nameof(Timeout), $"is {Timeout}, must be positive, at most a day"),
            _ when ConnectTimeout <= TimeSpan.Zero || ConnectTimeout > MaxTime => Fault(nameof(ConnectTimeout), $"is {ConnectTimeout}, must be positive, at most a day"),
            _ when ConnectionLifetime <= TimeSpan.Zero || ConnectionLifetime > MaxTime => Fault(nameof(ConnectionLifetime), $"is {ConnectionLifetime}, must be positive, at most a day"),
            { MaxConnections: < 1 or > 1000 } => Fault(nameof(MaxConnections), $"is {MaxConnections}, must be 1 to 1,000"),
            { MaxBatchEvents: < 1 or > 10_000 } => Fault(nameof(MaxBatchEvents), $"is {MaxBatchEvents}, must be 1 to 10,000"),
            { MaxBatchBytes: < 64 * 1024 or > ServerMaxBodyBytes / 2 } => Fault(nameof(MaxBatchBytes), $"is {MaxBatchBytes}, must be 65,536 to 16,777,216"),
            { PageSize: < 1 or > 10_000 } => Fault(nameof(PageSize), $"is {PageSize}, must be 1 to 10,000"),
            { MaxReplyBytes: < 64 * 1024 or > 1024 * 1024 * 1024 } => Fault(nameof(MaxReplyBytes), $"is {MaxReplyBytes}, must be 65,536 to 1,073,741,824"),
            _ => null,
        };
    }

    /// <summary>The address, ending with a slash; null if it is none.</summary>
    internal Uri? ParseAddress()
    {
        // A user and a password in it would end up in log lines.
        bool isAddress = Uri.TryCreate(Address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri is { Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };
        return isAddress ? new Uri(uri!.AbsoluteUri.TrimEnd('/') + "/") : null;
    }

    /// <summary>As they are now: later changes have no effect on the copy.</summary>
    internal QdrantOptions Copy()
    {
        var copy = (QdrantOptions)MemberwiseClone();
        copy.IndexedFields = [.. IndexedFields];
        return copy;
    }

    private static string Fault(string name, string problem) => $"{nameof(QdrantOptions)}.{name} {problem}.";

    private string ShownAddress() => ParseAddress()?.AbsoluteUri.TrimEnd('/') ?? "(no valid address)";
}
