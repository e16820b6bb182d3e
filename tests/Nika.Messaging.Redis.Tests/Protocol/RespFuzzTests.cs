using System.Globalization;
using Nika.Messaging.Redis.Commands;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Tests.Protocol;

/// <summary>
/// Whatever arrives, nothing but <see cref="RespProtocolException"/> comes of it, no memory beyond a bound, and the same whether it
/// arrives whole or byte by byte. 100,000 cases, or as many as the environment variable NIKA_FUZZ_CASES says; NIKA_FUZZ_SEED gives others.
/// </summary>
public sealed class RespFuzzTests
{
    private const int HangAfterSeconds = 60;
    private const int CasesPerSecond = 2_000; // a tenth of what a busy machine does
    private const string Refused = "refused";

    // An exception with its texts and its stack; a length in the bytes must never become a size here.
    private const long MostAllocated = 256 * 1024;

    private static readonly int Cases = Setting("NIKA_FUZZ_CASES", 100_000);
    private static readonly int Seed = Setting("NIKA_FUZZ_SEED", 20260401);

    [Fact]
    public async Task Nothing_that_arrives_does_worse_than_being_refused_and_splitting_changes_nothing()
    {
        int current = -1;
        int framed = 0;
        int refused = 0;
        var running = Task.Run(() =>
        {
            for (int number = 0; number < Cases; number++)
            {
                Volatile.Write(ref current, number);
                byte[] bytes = new RespCases(Seed, number).Make();
                try
                {
                    string verdict = Check(bytes, number);
                    framed += verdict.Length > 0 && !verdict.StartsWith(Refused, StringComparison.Ordinal) ? 1 : 0;
                    refused += verdict.EndsWith(Refused, StringComparison.Ordinal) ? 1 : 0;
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"case {number} of seed {Seed}: {Convert.ToHexString(bytes)}", e);
                }
            }
        });
        Task first = await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(HangAfterSeconds + (Cases / CasesPerSecond))));
        Assert.True(first == running, $"hangs in case {current} of seed {Seed}");
        await running;
        Assert.True(framed > Cases / 4 && refused > Cases / 4, $"{framed} framed, {refused} refused: the test is blunt");
    }

    private static string Check(byte[] bytes, int number)
    {
        // Both a limit that cases come to, and the largest there is, where sums might overflow.
        int limit = number % 3 == 0 ? int.MaxValue : RespCases.SmallLimit;
        long before = GC.GetAllocatedBytesForCurrentThread();
        string whole = Verdict(bytes, bytes.Length, limit);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{allocated} bytes allocated for {bytes.Length} received");
        Assert.Equal(whole, Verdict(bytes, 1, limit));
        Assert.Equal(whole, Verdict(bytes, 7, limit));
        var random = new Random(number);
        int at = 0;
        foreach (string frame in whole.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (frame != Refused)
            {
                int length = int.Parse(frame, CultureInfo.InvariantCulture);
                CheckReader(bytes.AsSpan(at, length), random);
                at += length;
            }
        }

        return whole;
    }

    /// <summary>The lengths of the frames found, and whether it ended with a refusal.</summary>
    private static string Verdict(byte[] bytes, int piece, int limit)
    {
        var framer = new RespFramer(limit);
        string verdict = "";
        int start = 0;
        int received = 0;
        try
        {
            while (received < bytes.Length)
            {
                received = Math.Min(received + piece, bytes.Length);
                while (start < received && framer.TryFrame(bytes.AsSpan(start, received - start), out int length))
                {
                    Assert.InRange(length, 3, received - start);
                    start += length;
                    verdict += string.Create(CultureInfo.InvariantCulture, $"{length} ");
                }
            }
        }
        catch (RespProtocolException)
        {
            return verdict + Refused;
        }

        return verdict;
    }

    private static void CheckReader(ReadOnlySpan<byte> frame, Random random)
    {
        var whole = new RespReader(frame);
        whole.Skip();
        Assert.True(whole.AtEnd, "not read to its end");
        try
        {
            ReadSomehow(new RespReader(frame), random);
        }
        catch (RespProtocolException)
        {
            // Another shape than the caller expected.
        }

        // What is made of replies.
        Expect(frame, static (ref RespReader reader) => _ = Entries.Read(ref reader, "s", 1, new EntryBatch()));
        Expect(frame, static (ref RespReader reader) => _ = ServerClock.ParseTime(reader));
        var error = new RespReader(frame);
        error.Read();
        Assert.True(ServerError.Parse(error.Value).Text.Length <= ServerText.MaxLength, "an error's text is not bounded");
    }

    private static void ReadSomehow(RespReader reader, Random random)
    {
        while (!reader.AtEnd)
        {
            switch (random.Next(6))
            {
                case 0:
                    reader.Read();
                    break;
                case 1:
                    reader.Skip();
                    break;
                case 2:
                    _ = reader.Peek();
                    break;
                case 3:
                    _ = reader.ReadAggregate();
                    break;
                case 4:
                    _ = reader.ReadBytes();
                    break;
                default:
                    _ = reader.ReadInteger();
                    break;
            }
        }

        reader.Read(); // past the end
    }

    private delegate void Reading(ref RespReader reader);

    private static void Expect(ReadOnlySpan<byte> frame, Reading read)
    {
        var reader = new RespReader(frame);
        try
        {
            read(ref reader);
        }
        catch (RespProtocolException e)
        {
            Assert.True(e.Message.Length <= 2 * ServerText.MaxLength, "a message is not bounded");
            Assert.DoesNotContain(e.Message, static c => char.IsControl(c));
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.Parse(Environment.GetEnvironmentVariable(name) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
