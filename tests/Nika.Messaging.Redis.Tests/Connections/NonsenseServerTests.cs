using System.Net.Sockets;
using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Connections;

/// <summary>Something listens that is no Redis: the connection is closed, the log says why, nothing crashes; and when Redis comes, all goes on.</summary>
public sealed class NonsenseServerTests
{
    private const string Secret = "s3cret-pa55word";
    private const int GateClosed = 1002;
    private const int WriterFault = 2009;
    private const int CommandFault = 2010;

    public static TheoryData<string, string> Nonsense => new()
    {
        { "random bytes", "the server sent" },
        { "HTTP", "the server sent a reply of the unknown type 0x48" },
        { "an echo", "the server sent" },
        { "a huge length", "the server sent a length of 4294967296, past the limit" },
        { "a leading zero", "the server sent a malformed length" },
        { "an endless array", "the server sent a reply longer than" },
        { "a deep array", "the server sent aggregates nested too deep" },
        { "a reply of another shape", "the server sent Integer instead of an array" },
        { "silence", "no answer within 0.3 s while connecting" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_closes_the_connection_with_a_reason_and_a_real_server_is_found(string kind, string reason)
    {
        using var server = RedisServer.Start();
        server.Kill();
        var fake = new FakeServer(Speaking(kind), server.Port);
        try
        {
            await using var pod = await Pod.StartAsync(server, options =>
            {
                options.ConnectTimeout = kind == "silence" ? TimeSpan.FromSeconds(0.3) : TimeSpan.FromSeconds(20);
                options.Password = Secret;
                options.MaxReplyBytes = 1024 * 1024;
            });
            Assert.False(pod.Lane.IsUp);
            Assert.Contains(reason, pod.Lane.Gate.Reason!, StringComparison.Ordinal);
            Assert.Contains(pod.Log.All, line => line.Id == GateClosed && line.Text.Contains(reason, StringComparison.Ordinal));
            Assert.NotNull(pod.TryWrite(WriteKind.Append, "s", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "degraded")));
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await pod.Store.LastIdAsync("s", CancellationToken.None));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
            await using var reader = pod.Store.OpenGroup("g", "c");
            reader.Add("s", TimeSpan.FromMinutes(1));
            var batch = new EntryBatch();
            var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(120).Token).AsTask();
            int before = fake.Accepted;
            await Wait.Until(() => fake.Accepted > before + 3, Pod.Patience);
            Assert.False(reading.IsCompleted);
            Assert.Equal(1, pod.Log.Count(GateClosed));

            fake.Dispose();
            server.Restart();
            using var client = server.Connect();
            _ = client.Command("CONFIG", "SET", "requirepass", Secret);
            _ = client.Command("AUTH", Secret);
            await pod.UpAsync();
            pod.Append("s", "back");
            await pod.OutcomesAsync(1);
            Assert.Null(pod.Outcomes.Of("back").Failure);
            await reading;
            Assert.Equal(1, batch.Count);
            Assert.Equal(0, pod.Log.Count(WriterFault) + pod.Log.Count(CommandFault));
            Assert.DoesNotContain(Secret, refused + string.Concat(pod.Log.All), StringComparison.Ordinal);
        }
        finally
        {
            fake.Dispose();
        }
    }

    private static Func<Socket, CancellationToken, Task> Speaking(string kind)
    {
        var random = new Random(11);
        return kind switch
        {
            "random bytes" => FakeServer.Answering(_ =>
            {
                byte[] bytes = new byte[64];
                lock (random)
                {
                    random.NextBytes(bytes);
                }

                bytes[0] = 0xff; // no reply by chance
                return bytes;
            }),
            "HTTP" => Fixed("HTTP/1.1 400 Bad Request\r\nServer: other\r\n\r\n"),
            "an echo" => FakeServer.Answering(static bytes => bytes.ToArray()),
            "a huge length" => Fixed("$4294967296\r\n"),
            "a leading zero" => Fixed("*01\r\n+OK\r\n"),
            "a deep array" => Fixed(string.Concat(Enumerable.Repeat("*1\r\n", 100))),
            "a reply of another shape" => Fixed(":1\r\n"),
            "silence" => FakeServer.Answering(static _ => default),
            _ => static async (socket, stop) =>
            {
                byte[] elements = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(":1\r\n", 10_000)));
                await FakeServer.SendAllAsync(socket, "*1000000\r\n"u8.ToArray(), stop);
                while (true)
                {
                    await FakeServer.SendAllAsync(socket, elements, stop);
                }
            },
        };
    }

    private static Func<Socket, CancellationToken, Task> Fixed(string answer)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(answer);
        return FakeServer.Answering(_ => bytes);
    }
}
