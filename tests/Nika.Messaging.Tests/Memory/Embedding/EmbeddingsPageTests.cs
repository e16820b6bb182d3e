using System.Net;
using System.Net.Http.Json;
using System.Numerics.Tensors;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Nika.Messaging.Tests.Memory.Embedding
{
    /// <summary>The code of docs/embeddings.md compiles and does what the page says: it is what stands below, word for word.</summary>
    public sealed class EmbeddingsPageTests
    {
        [Fact]
        public void Its_code_is_the_code_below()
        {
            string here = Lines(File.ReadAllText(Path.Combine(Root(), "tests/Nika.Messaging.Tests/Memory/Embedding/EmbeddingsPageTests.cs")));
            var blocks = CodeBlock.Matches(File.ReadAllText(Path.Combine(Root(), "docs/embeddings.md")));

            Assert.Equal(2, blocks.Count);
            Assert.All(blocks, block => Assert.Contains(Lines(block.Groups["code"].Value), here, StringComparison.Ordinal));
        }

        [Fact]
        public async Task What_is_alike_is_nearer()
        {
            using var embedder = new HashedEmbeddings();
            var embeddings = await embedder.GenerateAsync(["Checkout timed out", "timeouts in the checkout", "Newsletter sent"]);
            float near = TensorPrimitives.Dot(embeddings[0].Vector.Span, embeddings[1].Vector.Span);   // of length one: the dot product is the cosine
            float far = TensorPrimitives.Dot(embeddings[0].Vector.Span, embeddings[2].Vector.Span);

            Assert.InRange(near, 0.3, 1);
            Assert.InRange(far, -0.15, 0.15);
        }

        [Fact]
        public async Task A_provider_of_ones_own_answers_and_says_who_it_is()
        {
            using var answers = new Answers();
            using var http = new HttpClient(answers) { BaseAddress = new Uri("http://embedder.test/v1/") };
            using var embedder = new RemoteEmbeddings(http, "tiny", 2);

            var embeddings = await embedder.GenerateAsync(["one", "two"]);

            Assert.Equal("http://embedder.test/v1/embed {\"texts\":[\"one\",\"two\"]}", answers.Asked);
            Assert.Equal([[0.6f, 0.8f], [1, 0]], embeddings.Select(embedding => embedding.Vector.ToArray()));
            Assert.Equal("tiny", ((EmbeddingGeneratorMetadata?)embedder.GetService(typeof(EmbeddingGeneratorMetadata)))?.DefaultModelId);
        }

        private static Regex CodeBlock { get; } = new("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        private static string Root()
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Nika.Messaging.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found above the tests.");
            }

            return folder;
        }

        private static string Lines(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

        private sealed class Answers : HttpMessageHandler
        {
            public string? Asked { get; private set; }

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Asked = $"{request.RequestUri} {await request.Content!.ReadAsStringAsync(cancellationToken)}";
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("[[0.6, 0.8], [1, 0]]", Encoding.UTF8, "application/json") };
            }
        }
    }

    /// <summary>Asks a server that answers {"texts": […]} with an array of vectors.</summary>
    public sealed class RemoteEmbeddings(HttpClient http, string model, int dimensions) : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly EmbeddingGeneratorMetadata metadata = new("my-server", http.BaseAddress, model, dimensions);

        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            using var response = await http.PostAsJsonAsync("embed", new { texts = values }, cancellationToken);
            response.EnsureSuccessStatusCode();
            var vectors = await response.Content.ReadFromJsonAsync<float[][]>(cancellationToken) ?? [];
            return new(vectors.Select(vector => new Embedding<float>(vector) { ModelId = model }));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceKey is not null ? null : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata : serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose() => http.Dispose();
    }
}
