namespace Nika.Messaging.Qdrant.Tests;

public sealed class QdrantOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:6333", "qdrant http://127.0.0.1:6333/nika_memory")]
    [InlineData("https://qdrant.svc/", "qdrant https://qdrant.svc/nika_memory")]
    [InlineData("https://proxy/qdrant", "qdrant https://proxy/qdrant/nika_memory")]
    [InlineData("http://[::1]:6333", "qdrant http://[::1]:6333/nika_memory")]
    public void An_address_is_a_server(string address, string description) =>
        Assert.Equal(description, new QdrantMemory(new QdrantOptions { Address = address, Dimensions = 4 }).Description);

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:6333")]
    [InlineData("ftp://localhost")]
    [InlineData("http://user:secret@localhost:6333")]
    [InlineData("http://localhost:6333/?api-key=secret")]
    [InlineData("http://localhost:6333/#secret")]
    public void Anything_else_is_refused_without_repeating_it(string address)
    {
        var options = new QdrantOptions { Address = address, Dimensions = 4 };

        var fault = Assert.Throws<ArgumentException>(() => new QdrantMemory(options));

        Assert.StartsWith("QdrantOptions.Address must be http://host:6333", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString() + options, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_that_cannot_work_is_named()
    {
        Assert.Null(Fault(_ => { }));
        Check("Dimensions", options => options.Dimensions = null);
        Check("Dimensions", options => options.Dimensions = 0);
        Check("Dimensions", options => options.Embedder = new MemoryEmbedder(new WordEmbedder()));
        Check("Collection", options => options.Collection = "");
        Check("Collection", options => options.Collection = "a/b");
        Check("Collection", options => options.Collection = "..");
        Check("Collection", options => options.Collection = new string('a', 256));
        Check("ApiKey", options => options.ApiKey = "");
        Check("ApiKey", options => options.ApiKey = "secret\r\nX-Evil: 1");
        Check("AuthorityFile", options => options.AuthorityFile = "/no/such/file.pem");
        Check("AuthorityFile", options => options.AuthorityFile = typeof(QdrantOptionsTests).Assembly.Location);
        Check("Timeout", options => options.Timeout = TimeSpan.Zero);
        Check("Timeout", options => options.Timeout = TimeSpan.MaxValue);
        Check("ConnectTimeout", options => options.ConnectTimeout = TimeSpan.FromSeconds(-1));
        Check("ConnectionLifetime", options => options.ConnectionLifetime = TimeSpan.Zero);
        Check("MaxConnections", options => options.MaxConnections = 0);
        Check("MaxBatchEvents", options => options.MaxBatchEvents = 0);
        Check("MaxBatchBytes", options => options.MaxBatchBytes = 1);
        Check("PageSize", options => options.PageSize = 0);
        Check("MaxReplyBytes", options => options.MaxReplyBytes = 1);

        static void Check(string name, Action<QdrantOptions> change)
        {
            string? fault = Fault(change);
            Assert.StartsWith($"QdrantOptions.{name} ", fault, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
        }

        static string? Fault(Action<QdrantOptions> change)
        {
            var options = new QdrantOptions { Address = "http://localhost:6333", Dimensions = 4 };
            change(options);
            return options.FindFault();
        }
    }

    [Fact]
    public void A_file_that_holds_no_certificates_is_refused()
    {
        var options = new QdrantOptions { Address = "https://localhost", Dimensions = 4, AuthorityFile = typeof(QdrantOptionsTests).Assembly.Location };

        Assert.Contains("AuthorityFile", Assert.Throws<ArgumentException>(() => new QdrantMemory(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_holds_no_secret() =>
        Assert.Equal("qdrant http://h:1, collection c, with an API key", new QdrantOptions { Address = "http://h:1", Collection = "c", ApiKey = "secret" }.ToString());
}
