using System.Collections.Concurrent;
using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.OpenApi;

/// <summary>Qdrant's OpenAPI document.</summary>
internal sealed class OpenApiDocument
{
    private const string References = "#/components/schemas/";

    private static readonly Lazy<OpenApiDocument> Shared = new(Load);
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    private readonly List<Operation> operations = [];
    private readonly ConcurrentDictionary<string, Schema> schemas = new(StringComparer.Ordinal);
    private readonly JsonElement root;

    private OpenApiDocument(JsonElement root)
    {
        this.root = root;
        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(one => Methods.Contains(one.Name, StringComparer.Ordinal)))
            {
                operations.Add(new Operation(method.Name.ToUpperInvariant(), path.Name, method.Value, json => Schema.Parse(json, Resolve)));
            }
        }
    }

    public static OpenApiDocument Instance => Shared.Value;

    public IReadOnlyList<Operation> Operations => operations;

    /// <summary>Names of all its schemas.</summary>
    public IEnumerable<string> SchemaNames => root.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(one => one.Name);

    /// <summary>The operation of a request; null if the document has none.</summary>
    public Operation? Find(string method, string path)
    {
        string[] segments = path.Split('/');
        return operations.Where(operation => operation.Matches(method, segments)).MinBy(operation => operation.Parameters);
    }

    /// <summary>The schema of that name.</summary>
    public Schema SchemaOf(string name) => Resolve(References + name);

    private static OpenApiDocument Load()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("qdrant-openapi.json")!;
        using var json = JsonDocument.Parse(stream);
        return new OpenApiDocument(json.RootElement.Clone());
    }

    private Schema Resolve(string reference) => schemas.GetOrAdd(
        reference,
        static (name, document) => Schema.Parse(document.root.GetProperty("components").GetProperty("schemas").GetProperty(name[References.Length..]), document.Resolve),
        this);
}
