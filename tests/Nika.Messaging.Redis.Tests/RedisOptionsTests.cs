namespace Nika.Messaging.Redis.Tests;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:6400", "127.0.0.1:6400", null, null)]
    [InlineData("localhost", "localhost", null, null)]
    [InlineData("[::1]:6400", "[::1]:6400", null, null)]
    [InlineData("redis://localhost:6400", "localhost:6400", null, null)]
    [InlineData("redis://localhost/", "localhost:6379", null, null)]
    [InlineData("redis://alice:p%40ss@redis.svc:6400/0", "redis.svc:6400", "alice", "p@ss")]
    [InlineData("redis://:pass@10.0.0.7:1", "10.0.0.7:1", null, "pass")]
    public void Parses_addresses(string text, string endpoint, string? user, string? password)
    {
        var options = RedisOptions.Parse(text);
        Assert.Equal(endpoint, options.Endpoint);
        Assert.Equal(user, options.User);
        Assert.Equal(password, options.Password);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":6379")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:port")]
    [InlineData("::1:6379")]
    [InlineData("two words")]
    [InlineData("user:secret@host:6379")]
    [InlineData("rediss://user:secret@host:6379")]
    [InlineData("redis://user:secret@host:6379/3")]
    [InlineData("redis://user:secret@host:6379?timeout=5")]
    [InlineData("redis://secret@host:6379")]
    public void Refuses_what_it_cannot_mean_without_repeating_it(string text)
    {
        var error = Assert.Throws<FormatException>(() => RedisOptions.Parse(text));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_holds_no_secret() =>
        Assert.Equal("redis h:1, user bob, with a password", new RedisOptions { Endpoint = "h:1", User = "bob", Password = "secret" }.ToString());

    [Fact]
    public void A_store_without_an_endpoint_is_refused() =>
        Assert.Contains("Endpoint", Assert.Throws<ArgumentException>(static () => new RedisStore(new RedisOptions())).Message, StringComparison.Ordinal);
}
