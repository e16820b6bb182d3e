using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nika.Messaging.QdrantTestServer.Faults;
using Nika.Messaging.QdrantTestServer.OpenApi;
using Nika.Messaging.QdrantTestServer.Points;

namespace Nika.Messaging.QdrantTestServer;

/// <summary>A server that answers as Qdrant 1.19 does, on a free loopback port. Every request is held against Qdrant's OpenAPI document, and so is every reply.</summary>
public sealed class QdrantServer : IAsyncDisposable
{
    private const int MaxBodyBytes = 32 * 1024 * 1024;

    private readonly WebApplication application;
    private readonly Database database = new();
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly ConcurrentQueue<string> violations = new();
    private readonly ConcurrentQueue<PlannedFault> faults = new();

    private QdrantServer(WebApplication application)
    {
        this.application = application;
        application.Run(HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The key it asks for; null for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Writes are in its log but not applied until <see cref="ApplyPending"/>: what <c>wait=false</c> means, and what a wait that ran out means.</summary>
    public bool HoldsWrites
    {
        get => database.HoldsWrites;
        set => database.HoldsWrites = value;
    }

    /// <summary>All requests so far.</summary>
    public IReadOnlyCollection<ReceivedRequest> Requests => requests;

    /// <summary>What the OpenAPI document does not allow, in requests or in its own replies, and what it does not implement. A test ends by looking at it.</summary>
    public IReadOnlyCollection<string> Violations => violations;

    /// <summary>Starts listening.</summary>
    /// <param name="certificate">With one, it speaks TLS.</param>
    public static async Task<QdrantServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var server = new QdrantServer(builder.Build());
        await server.application.StartAsync();
        string address = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Address = new Uri(address);
        return server;
    }

    /// <summary>Lets the next requests fail.</summary>
    /// <param name="fault">How.</param>
    /// <param name="operation">Those of this operation, by the document's name: <c>upsert_points</c>. All by default.</param>
    /// <param name="times">How many.</param>
    public void Fail(Fault fault, string? operation = null, int times = 1) => faults.Enqueue(new PlannedFault(operation, fault, times));

    /// <summary>Ends all faults.</summary>
    public void Heal() => faults.Clear();

    /// <summary>Applies the writes that were held.</summary>
    public void ApplyPending() => database.ApplyPending();

    /// <summary>How many points a collection has.</summary>
    public int Count(string collection) => database.Read(collection, static found => found.Count);

    /// <summary>The payload of every point, by id.</summary>
    public IReadOnlyDictionary<string, JsonElement> Payloads(string collection) =>
        database.Read(collection, static found => found.Points.ToDictionary(point => point.Id.ToString(), point => point.Payload, StringComparer.Ordinal));

    /// <summary>The payload indexes, by key, as they were asked for.</summary>
    public IReadOnlyDictionary<string, string> Indexes(string collection) =>
        database.Read(collection, static found => found.Indexes.ToDictionary(index => index.Key, index => index.Value.GetRawText(), StringComparer.Ordinal));

    /// <summary>Forgets a collection's metadata.</summary>
    public void ClearMetadata(string collection) => database.Read(collection, static found =>
    {
        found.ClearMetadata();
        return 0;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A request that hangs on purpose would hold up an orderly end.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await application.StopAsync(atOnce.Token);
        await application.DisposeAsync();
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        byte[] part = new byte[64 * 1024];
        while (await request.Body.ReadAsync(part, cancellation) is > 0 and var count)
        {
            body.Write(part, 0, count);
            if (body.Length > MaxBodyBytes)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private static bool IsExempt(string path) => path is "/" or "/healthz" or "/readyz" or "/livez";

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        string path = request.Path.Value ?? "/";
        var operation = OpenApiDocument.Instance.Find(request.Method, path);
        byte[]? body = await ReadBodyAsync(request, context.RequestAborted);
        string? key = request.Headers["api-key"] is [{ } given] ? given : null;
        requests.Enqueue(new ReceivedRequest(operation?.Name ?? "", request.Method, path + request.QueryString, Encoding.UTF8.GetString(body ?? []), key, context.Connection.Id));

        foreach (var planned in faults)
        {
            if (planned.Takes(operation?.Name ?? "") && await planned.Fault.ActAsync(context))
            {
                return;
            }
        }

        var reply = Answer(operation, request, body, key);
        if (operation?.CheckReply(reply.Status, reply.ContentType, reply.Body) is { } wrong)
        {
            violations.Enqueue($"The test server's own reply: {wrong}");
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    private Answer Answer(Operation? operation, HttpRequest request, byte[]? body, string? key)
    {
        if (ApiKey is not null && !IsExempt(request.Path.Value!) && key != ApiKey)
        {
            return new Answer(401, "text/plain", Encoding.UTF8.GetBytes("Must provide an API key or an Authorization bearer token"));
        }

        if (operation is null)
        {
            violations.Enqueue($"The document has no {request.Method} {request.Path}");
            return new Answer(404, "text/plain", []);
        }

        if (body is null)
        {
            return Refusal(400, "Payload reached size limit.");
        }

        JsonElement? content = null;
        try
        {
            if (body.Length > 0)
            {
                using var json = JsonDocument.Parse(body);
                content = json.RootElement.Clone();
            }
        }
        catch (JsonException exception)
        {
            violations.Enqueue($"{operation.Name}: the body is no JSON: {exception.Message}");
            return Refusal(400, "Format error in JSON body: it is none");
        }

        var query = request.Query.SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value ?? "")));
        if (operation.CheckRequest(query, request.ContentType, content) is { } fault)
        {
            violations.Enqueue(fault);
            return Refusal(400, $"Format error in JSON body: {fault}");
        }

        try
        {
            return database.Answer(operation.Name, request.Path.Value!.Split('/'), content ?? default, name => request.Query[name]);
        }
        catch (BadRequestException exception)
        {
            return Refusal(exception.Status, exception.Message);
        }
        catch (NotSupportedException exception)
        {
            violations.Enqueue(exception.Message);
            return Refusal(501, exception.Message);
        }
    }

    private static Answer Refusal(int status, string error) => new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(new { status = new { error }, time = 0.0 }));
}
