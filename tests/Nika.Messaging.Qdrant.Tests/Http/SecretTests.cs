using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nika.Messaging.Qdrant.Http;
using Nika.Messaging.QdrantTestServer;
using Nika.Messaging.QdrantTestServer.Faults;

namespace Nika.Messaging.Qdrant.Tests.Http;

public sealed class SecretTests
{
    private const string Key = "s3cret-key-of-the-swarm";

    [Fact]
    public async Task The_key_is_sent_with_every_request_and_shown_nowhere()
    {
        await using var test = await TestMemory.StartAsync(options => options.ApiKey = Key);
        test.Server.ApiKey = Key;

        await test.Memory.RememberAsync([Events.Numbered(1)]);
        Assert.Equal(1, await test.Memory.CountAsync(MemoryFilter.All));

        Assert.All(test.Server.Requests, request => Assert.Equal(Key, request.ApiKey));
        Assert.All(test.Log.All, line => Assert.DoesNotContain(Key, line.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(Key, test.Memory.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_as_one()
    {
        await using var test = await TestMemory.StartAsync(options => options.ApiKey = "wrong");
        test.Server.ApiKey = Key;

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.PrepareAsync());

        Assert.Equal($"{test.Memory.Description} refuses this pod (401): check QdrantOptions.ApiKey and its rights. It said: Must provide an API key or an Authorization bearer token", refusal.Message);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task A_reply_that_repeats_the_key_is_shown_without_it(int status)
    {
        await using var test = await TestMemory.StartAsync(options => options.ApiKey = Key);
        await test.Memory.PrepareAsync();

        // Once near the end of what is shown, where a cut would leave a part of it.
        test.Server.Fail(Fault.Reply(status, $"you sent {Key} {new string('x', 150)}{Key.ToUpperInvariant()}{Key}"), "count_points", times: 2);

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));

        Assert.Contains("you sent (removed) xxx", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_key()
    {
        await using var elsewhere = await QdrantServer.StartAsync();
        await using var test = await TestMemory.StartAsync(options => options.ApiKey = Key);
        test.Server.Fail(Fault.Redirect(new Uri(elsewhere.Address, "collections/events")));

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.PrepareAsync());

        Assert.Contains("sends this pod elsewhere (307)", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public void Only_the_first_200_characters_are_shown_on_one_line()
    {
        Assert.Equal(new string('a', 200) + "…", ShownReply.Of(new string('a', 500), null));
        Assert.Equal("a b  c", ShownReply.Of("a\tb\r\nc", null));
        Assert.Equal(new string('a', 199) + "…", ShownReply.Of(new string('a', 199) + "😀b", null));
        Assert.Equal("\uFFFD\uFFFDx", ShownReply.Of([0xFF, 0xC3, (byte)'x'], null));
    }

    [Fact]
    public async Task TLS_is_checked_against_the_authority_that_was_named()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        try
        {
            await using var server = await QdrantServer.StartAsync(certificate);
            await using (var trusting = Open(server, file))
            {
                await trusting.RememberAsync([Events.Numbered(1)]);
            }

            await using var strict = Open(server, null);
            var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await strict.CountAsync(MemoryFilter.All));
            Assert.Contains("certificate", refusal.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(1, server.Count("nika_memory"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static QdrantMemory Open(QdrantServer server, string? authority) =>
        new(new QdrantOptions { Address = server.Address.AbsoluteUri, Embedder = new MemoryEmbedder(new WordEmbedder()), AuthorityFile = authority, Timeout = TimeSpan.FromMinutes(1), ConnectTimeout = TimeSpan.FromMinutes(1) });
}
