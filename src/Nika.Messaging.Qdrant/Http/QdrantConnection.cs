using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Qdrant.Http;

/// <summary>
/// Sends requests: a deadline for each call, a bound for each reply, and the server's <c>Retry-After</c> kept by all calls. Every failure is told in words,
/// without the API key.
/// </summary>
internal sealed class QdrantConnection : IDisposable
{
    private const int FirstReplyBytes = 16 * 1024;

    // "At once" is no time to come again, and next year is none that arithmetic has to take.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostPause = TimeSpan.FromHours(1);

    private static readonly TimeSpan SaidEvery = TimeSpan.FromMinutes(1);

    private readonly HttpClient http;
    private readonly string? apiKey;
    private readonly TimeSpan timeout;
    private readonly int maxReplyBytes;
    private readonly string description;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly RequestBuffers buffers = new(4);

    // Until when the server asked to be left alone, by the clock's timestamp.
    private long quietUntil = long.MinValue;
    private long throttledSaid;
    private volatile bool disposed;

    /// <summary>Prepares; no connection is made yet.</summary>
    /// <exception cref="ArgumentException">The authority's file cannot be used.</exception>
    public QdrantConnection(QdrantOptions options, string description, TimeProvider timeProvider, ILogger logger)
    {
        apiKey = options.ApiKey;
        timeout = options.Timeout;
        maxReplyBytes = options.MaxReplyBytes;
        this.description = description;
        this.timeProvider = timeProvider;
        this.logger = logger;
        var address = options.ParseAddress()!;
        http = new HttpClient(HandlerFor(options, address)) { BaseAddress = address, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request and reads its result.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the address, with its parameters.</param>
    /// <param name="expected">What the result is, in words.</param>
    /// <param name="write">Writes the body; null for none.</param>
    /// <param name="read">Reads the result; must not keep it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">No answer, no success, or none that is understood.</exception>
    /// <exception cref="ReplyTooLongException">The reply is over its bound.</exception>
    /// <exception cref="QdrantFaultException">The server refused it for what may be the request's or the collection's fault.</exception>
    public async ValueTask<T> ExchangeAsync<T>(HttpMethod method, string path, string expected, Action<Utf8Buffer>? write, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var body = write is null ? null : buffers.Rent();
        if (body is not null)
        {
            write!(body);
        }

        using var reply = await SendAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        if (body is not null)
        {
            buffers.Return(body);
        }

        try
        {
            return reply.TryGetResult(out var result) ? read(result) : throw NotUnderstood(reply, expected);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException or JsonException)
        {
            // What JsonElement throws for a value of another kind, a missing member, a number out of range.
            throw NotUnderstood(reply, expected);
        }
    }

    /// <summary>Sends a request and reads its reply, which must be a success.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the address, with its parameters.</param>
    /// <param name="body">The body; null for none. Not to be changed until the task is done, and not at all afterwards if it failed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">No answer, no success, or no room for it.</exception>
    /// <exception cref="ReplyTooLongException">The reply is over its bound.</exception>
    /// <exception cref="QdrantFaultException">The server refused it for what may be the request's or the collection's fault.</exception>
    private async ValueTask<QdrantReply> SendAsync(HttpMethod method, string path, Utf8Buffer? body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        long end = timeProvider.GetTimestamp() + (long)(timeout.TotalSeconds * timeProvider.TimestampFrequency);
        try
        {
            while (true)
            {
                await KeepQuietAsync(end, either.Token).ConfigureAwait(false);
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new BufferContent(body) };
                if (apiKey is not null)
                {
                    request.Headers.TryAddWithoutValidation("api-key", apiKey);
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
                var reply = await ReadAsync(response, either.Token).ConfigureAwait(false);
                if (reply.IsSuccess)
                {
                    return reply;
                }

                using (reply)
                {
                    if (!MustWait(response))
                    {
                        throw Refusal(reply);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception) when (!deadline.IsCancellationRequested && disposed)
        {
            throw new ObjectDisposedException(description, exception);
        }
        catch (OperationCanceledException exception)
        {
            throw new MemoryUnavailableException($"{description} has not answered within {timeout.TotalSeconds:0.###} s.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new MemoryUnavailableException($"{description} cannot be reached: {ShownReply.Of(exception.GetBaseException().Message, apiKey)}", exception);
        }
    }

    /// <summary>A reply that is not understood, in words.</summary>
    private MemoryUnavailableException NotUnderstood(QdrantReply reply, string expected) =>
        new($"{description} answered {(int)reply.Status}, and not with {expected}: {ShownReply.Of(reply.Body.Span, apiKey)}");

    public void Dispose()
    {
        disposed = true;
        http.Dispose();
    }

    private static SocketsHttpHandler HandlerFor(QdrantOptions options, Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the API key elsewhere.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.MaxConnections,
            PooledConnectionLifetime = options.ConnectionLifetime,
            UseProxy = !address.IsLoopback,
        };
        if (options.AuthorityFile is { } file)
        {
            var authorities = new X509Certificate2Collection();
            try
            {
                authorities.ImportFromPemFile(file);
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new ArgumentException($"{nameof(QdrantOptions)}.{nameof(QdrantOptions.AuthorityFile)}: '{file}' cannot be read as certificates: {exception.Message}", nameof(options), exception);
            }

            if (authorities.Count == 0)
            {
                throw new ArgumentException($"{nameof(QdrantOptions)}.{nameof(QdrantOptions.AuthorityFile)}: '{file}' holds no certificate.", nameof(options));
            }

            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private async ValueTask KeepQuietAsync(long end, CancellationToken cancellationToken)
    {
        long until = Volatile.Read(ref quietUntil);
        long now = timeProvider.GetTimestamp();
        if (until <= now)
        {
            return;
        }

        var pause = timeProvider.GetElapsedTime(now, until);
        if (until > end)
        {
            // Waiting could only end in the deadline.
            throw new MemoryUnavailableException($"{description} asked to be left alone for another {pause.TotalSeconds:0.#} s.");
        }

        // Timers count whole milliseconds and would cut off the rest.
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<QdrantReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(response.Content.Headers.ContentLength ?? FirstReplyBytes, FirstReplyBytes, maxReplyBytes) + 1);
        int length = 0;
        try
        {
            while (await stream.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length > maxReplyBytes)
                {
                    throw new ReplyTooLongException($"{description} answered {(int)response.StatusCode} with more than {maxReplyBytes} bytes: {ShownReply.Of(bytes.AsSpan(0, length), apiKey)}");
                }

                if (length == bytes.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(bytes.Length * 2L, maxReplyBytes + 1L));
                    bytes.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(bytes);
                    bytes = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }

        return new QdrantReply(response.StatusCode, bytes, length);
    }

    /// <summary>Whether the server said when to come again; all calls keep to it.</summary>
    private bool MustWait(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || response.Headers.RetryAfter is not { } given)
        {
            return false;
        }

        var asked = given.Delta ?? (given.Date - timeProvider.GetUtcNow()) ?? TimeSpan.Zero;
        var pause = asked < LeastPause ? LeastPause : asked > MostPause ? MostPause : asked;
        long now = timeProvider.GetTimestamp();
        long until = now + (long)(pause.TotalSeconds * timeProvider.TimestampFrequency);
        Volatile.Write(ref quietUntil, until);
        long said = Volatile.Read(ref throttledSaid);
        if ((said == 0 || timeProvider.GetElapsedTime(said, now) > SaidEvery) && Interlocked.CompareExchange(ref throttledSaid, now, said) == said)
        {
            logger.Throttled(description, pause.TotalSeconds, (int)response.StatusCode);
        }

        return true;
    }

    private Exception Refusal(QdrantReply reply)
    {
        int status = (int)reply.Status;
        string said = reply.Error() is { } error ? ShownReply.Of(error, apiKey) : ShownReply.Of(reply.Body.Span, apiKey);
        string message = reply.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{description} refuses this pod ({status}): check {nameof(QdrantOptions)}.{nameof(QdrantOptions.ApiKey)} and its rights. It said: {said}",
            HttpStatusCode.TooManyRequests => $"{description} has had too many requests (429): {said}",
            HttpStatusCode.InsufficientStorage => $"{description} is full (507): {said}",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"{description} sends this pod elsewhere ({status}); it does not go there with its key. Is the address right?",
            _ => $"{description} answered {status}: {said}",
        };
        return reply.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge
            ? new QdrantFaultException(reply.Status, message)
            : new MemoryUnavailableException(message);
    }
}
