using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Nika.Messaging.QdrantTestServer;

namespace Nika.Messaging.Qdrant.Tests.Server;

/// <summary>Talks to the test server past the library.</summary>
internal sealed class RawClient(QdrantServer server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server.Address };

    /// <summary>Sends a request.</summary>
    public async Task<(int Status, string Body)> SendAsync(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        }

        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request that must succeed.</summary>
    /// <returns>Its result.</returns>
    public async Task<JsonElement> ResultAsync(string method, string path, string? json = null)
    {
        var (status, body) = await SendAsync(method, path, json);
        Assert.True(status == 200, $"{method} {path}: {status} {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("result");
    }

    /// <summary>Makes the collection <c>c</c> of two dimensions.</summary>
    public Task CreateAsync(string distance = "Dot") => ResultAsync("PUT", "/collections/c", $$"""{"vectors":{"size":2,"distance":"{{distance}}"} }""");

    /// <summary>Keeps points whose ids count from 1.</summary>
    public async Task KeepAsync(params string[] payloads)
    {
        var points = payloads.Select((payload, index) => $$"""{ "id": {{index + 1}}, "vector": [{{index + 1}}, 0], "payload": {{payload}} }""");
        await ResultAsync("PUT", "/collections/c/points?wait=true", $$"""{"points":[{{string.Join(',', points)}}]}""");
    }

    /// <summary>The ids of the points a filter means.</summary>
    public async Task<string> IdsAsync(string filter)
    {
        var result = await ResultAsync("POST", "/collections/c/points/scroll", $$"""{ "limit": 100, "filter": {{filter}} }""");
        return string.Join(' ', result.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("id").ToString()));
    }

    public void Dispose() => http.Dispose();
}
