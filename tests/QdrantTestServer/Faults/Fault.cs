using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Nika.Messaging.QdrantTestServer.Faults;

/// <summary>What goes wrong with a request instead of an answer, or before it.</summary>
public sealed class Fault
{
    private readonly Func<HttpContext, Task<bool>> act;

    private Fault(Func<HttpContext, Task<bool>> act) => this.act = act;

    /// <summary>A status with the server's own form of an error; with how long to stay away, if given.</summary>
    public static Fault Status(int status, string error = "Service internal error: made up by the test", string? retryAfter = null) =>
        Reply(status, $$"""{"status":{"error":"{{error}}"},"time":0.0}""", "application/json", retryAfter);

    /// <summary>Any reply at all.</summary>
    public static Fault Reply(int status, string body, string contentType = "application/json", string? retryAfter = null) => new(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body, Encoding.UTF8, context.RequestAborted);
        return true;
    });

    /// <summary>Silence, until the test says go on; then the answer comes.</summary>
    public static Fault Silence(Task until) => new(async context =>
    {
        await until.WaitAsync(context.RequestAborted);
        return false;
    });

    /// <summary>The connection breaks before an answer.</summary>
    public static Fault Cut() => new(static context =>
    {
        context.Abort();
        return Task.FromResult(true);
    });

    /// <summary>The connection breaks after the first bytes of a longer answer.</summary>
    public static Fault CutAfter(string firstBytes) => new(async context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = firstBytes.Length + 1000;
        await context.Response.WriteAsync(firstBytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
        return true;
    });

    /// <summary>An answer that never ends.</summary>
    public static Fault Endless() => new(async context =>
    {
        context.Response.ContentType = "application/json";
        byte[] spaces = new byte[64 * 1024];
        Array.Fill(spaces, (byte)' ');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
        }

        return true;
    });

    /// <summary>Sent on to somewhere else.</summary>
    public static Fault Redirect(Uri to) => new(context =>
    {
        context.Response.StatusCode = 307;
        context.Response.Headers.Location = to.ToString();
        return Task.FromResult(true);
    });

    /// <summary>So many seconds, as a header has it.</summary>
    public static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Does it.</summary>
    /// <returns>Whether the request is done with.</returns>
    internal Task<bool> ActAsync(HttpContext context) => act(context);
}
