using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>Working memory and contracts on a real server: what redis-cli sees, and what comes back.</summary>
public sealed class HashTests
{
    private static readonly JobId Job = new("job-7");

    [Fact]
    public async Task Working_memory_is_one_field_a_member_for_an_hour()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var pages = new PageSet(Job, ["https://a", "https://b"]);

        Assert.Equal(PublishStatus.Delivered, (await pod.Nika.SetAsync(in pages)).Status);

        using var client = server.Connect();
        Assert.Equal(["NIKA_META", "job_id", "type", "urls"], client.List("HKEYS", "nika:wm:job-7:pages").Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal("""["https://a","https://b"]""", client.Text("HGET", "nika:wm:job-7:pages", "urls"));
        Assert.Equal("job-7", client.Text("HGET", "nika:wm:job-7:pages", "job_id"));
        Assert.InRange(client.Number("TTL", "nika:wm:job-7:pages"), 3590, 3600);
        var back = await pod.Nika.GetAsync(PageSet.KeyFor(Job));
        Assert.Equal(HashStatus.Found, back.Status);
        Assert.Equal(pages.Urls.AsEnumerable(), back.Value!.Urls.AsEnumerable());
    }

    [Fact]
    public async Task A_contract_has_only_its_own_fields_for_two_hours()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var contract = new AuditContract(Job, "audit", 1, "running");

        Assert.Equal(PublishStatus.Delivered, (await pod.Nika.SetAsync(in contract)).Status);

        using var client = server.Connect();
        Assert.Equal(["job_id", "name", "status", "version"], client.List("HKEYS", "nika:contract:job-7").Cast<string>().Order(StringComparer.Ordinal));
        Assert.InRange(client.Number("TTL", "nika:contract:job-7"), 7190, 7200);
        Assert.Equal(contract, (await pod.Nika.GetAsync(AuditContract.KeyFor(Job))).Value);
    }

    [Fact]
    public async Task Over_the_limit_nothing_is_sent_and_the_reason_names_type_key_and_limit()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var tooLarge = new PageSet(Job, [new string('x', WireLimits.MaxMessageBytes)]);

        var result = await pod.Nika.SetAsync(in tooLarge);

        Assert.Equal(PublishStatus.Refused, result.Status);
        Assert.Contains("page_set", result.Reason, StringComparison.Ordinal);
        Assert.Contains("524,288", result.Reason, StringComparison.Ordinal);
        Assert.Contains("nika:wm:{job_id}:pages", result.Reason, StringComparison.Ordinal);
        using var client = server.Connect();
        Assert.Equal(0, client.Number("EXISTS", "nika:wm:job-7:pages"));
        Assert.Equal(1, pod.Nika.Account.Refused);
    }

    [Fact]
    public async Task An_absent_hash_and_an_absent_server_are_results()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server, builder => builder.Configure(options => options.ReplyDeadline = TimeSpan.FromMilliseconds(200)));
        Assert.Equal(HashStatus.Absent, (await pod.Nika.GetAsync(PageSet.KeyFor(Job))).Status);

        server.Kill();

        var away = await pod.Nika.GetAsync(PageSet.KeyFor(Job));
        Assert.Equal(HashStatus.Degraded, away.Status);
        Assert.NotNull(away.Reason);
        Assert.Equal(PublishStatus.Degraded, (await pod.Nika.SetAsync(new PageSet(Job, []))).Status);
    }
}
