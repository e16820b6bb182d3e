using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.OpenApi;

/// <summary>One method on one path of the document.</summary>
internal sealed class Operation
{
    private readonly string[] segments;
    private readonly Dictionary<string, (Schema Schema, bool IsRequired)> queryParameters = new(StringComparer.Ordinal);
    private readonly Schema? body;
    private readonly Dictionary<string, Dictionary<string, Schema>> replies = new(StringComparer.Ordinal);

    public Operation(string method, string template, JsonElement json, Func<JsonElement, Schema> parse)
    {
        Method = method;
        Template = template;
        Name = json.GetProperty("operationId").GetString()!;
        segments = template.Split('/');
        if (json.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query"))
            {
                bool isRequired = parameter.TryGetProperty("required", out var required) && required.GetBoolean();
                queryParameters.Add(parameter.GetProperty("name").GetString()!, (parse(parameter.GetProperty("schema")), isRequired));
            }
        }

        if (json.TryGetProperty("requestBody", out var request) && request.GetProperty("content").TryGetProperty("application/json", out var content))
        {
            body = parse(content.GetProperty("schema"));
        }

        foreach (var reply in json.GetProperty("responses").EnumerateObject())
        {
            replies[reply.Name] = reply.Value.TryGetProperty("content", out var contents)
                ? contents.EnumerateObject().ToDictionary(one => one.Name, one => parse(one.Value.GetProperty("schema")), StringComparer.Ordinal)
                : [];
        }
    }

    public string Method { get; }

    public string Template { get; }

    public string Name { get; }

    /// <summary>Whether a path is this operation's.</summary>
    public bool Matches(string method, string[] path) =>
        Method == method && path.Length == segments.Length && segments.Zip(path).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.Length > 0));

    /// <summary>How many segments are names: of two templates that fit, the more literal one is meant.</summary>
    public int Parameters => segments.Count(segment => segment.StartsWith('{'));

    /// <summary>What is wrong with a request; null if the document allows it.</summary>
    public string? CheckRequest(IEnumerable<KeyValuePair<string, string>> query, string? contentType, JsonElement? content)
    {
        var given = query.ToList();
        foreach (var (name, value) in given)
        {
            if (!queryParameters.TryGetValue(name, out var parameter))
            {
                return $"{Name} has no parameter '{name}'";
            }

            // A parameter's text is its JSON, or a string's content.
            if (parameter.Schema.Check(Json(value)) is { } fault && parameter.Schema.Check(JsonSerializer.SerializeToElement(value)) is not null)
            {
                return $"{Name}, parameter '{name}': {fault}";
            }
        }

        if (queryParameters.Where(one => one.Value.IsRequired).Select(one => one.Key).Except(given.Select(one => one.Key), StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            return $"{Name} lacks the parameter '{missing}'";
        }

        return (body, content) switch
        {
            (null, null) => null,
            (null, _) => $"{Name} takes no body",
            (_, null) => $"{Name} needs a body",
            _ when contentType is not ("application/json" or "application/json; charset=utf-8") => $"{Name}: the body's type is '{contentType}', must be application/json",
            (var schema, { } value) => schema.Check(value) is { } fault ? $"{Name}: {fault}" : null,
        };
    }

    /// <summary>What is wrong with a reply; null if the document allows it.</summary>
    public string? CheckReply(int status, string contentType, ReadOnlyMemory<byte> content)
    {
        string exact = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!replies.TryGetValue(exact, out var contents) && !(status is >= 400 and < 500 && replies.TryGetValue("4XX", out contents)) && !replies.TryGetValue("default", out contents))
        {
            return $"{Name}: the document knows no status {status}";
        }

        if (contents.Count == 0)
        {
            return null;
        }

        if (!contents.TryGetValue(contentType, out var schema))
        {
            // The document says JSON for every error; the server answers 401 in plain text.
            return status == 401 && contentType == "text/plain" ? null : $"{Name}: a reply {status} is not {contentType}";
        }

        if (contentType != "application/json")
        {
            return null;
        }

        using var json = JsonDocument.Parse(content);
        return schema.Check(json.RootElement) is { } fault ? $"{Name}, reply {status}: {fault}" : null;
    }

    private static JsonElement Json(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
