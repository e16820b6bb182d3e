using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Publishing;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Redis.Writing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Benchmarks;

/// <summary>
/// What the parts of a publish cost on one thread, without a server: the least of many short batches, so that a busy machine hardly shows.
/// </summary>
internal static class Parts
{
    private const int PerBatch = Flush.MaxWrites;
    private const int Batches = 20_000;

    public static void Print()
    {
        var encoder = new MessageEncoder(new PodIdentity(new("bench-pod"), new("0198c0de-0000-7000-8000-000000000000"), new RoleName("bencher")), TimeProvider.System);
        using var lane = new WriteLane("parts", static () => { }, new NoOutcomes(), new LaneOptions(), TimeProvider.System, NullLogger.Instance);
        lane.Up();
        _ = encoder.EncodeEntry(in Samples.Event, out var header, out var encoded);
        byte[] bytes = encoded.WrittenSpan.ToArray();
        var flush = new Flush();
        var flushing = new FlushEncoder(lane, new ServerClock(TimeProvider.System));
        var sequences = new long[PerBatch];
        byte[] reply = Reply();
        var framer = new RespFramer(1024 * 1024);
        var pool = new PublishCompletionPool();
        long now = 0;

        Console.WriteLine($"{bytes.Length} bytes a message");
        Line("encode key, envelope and body", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                _ = encoder.EncodeEntry(in Samples.Event, out _, out _);
            }
        });
        Line("  of which the envelope's id", static () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                _ = EnvelopeIds.Next(default);
            }
        });
        Line("  of which the clock", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                now += TimeProvider.System.GetUtcNow().Ticks;
            }
        });
        var scratch = new Utf8Buffer(4096);
        var meta = MetaOf(header.View(bytes));
        Line("  of which the envelope's JSON", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                scratch.Clear();
                var writer = new Utf8Writer(scratch);
                NikaMeta.WriteJson(in meta, ref writer);
            }
        });
        Line("  of which the body's JSON", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                scratch.Clear();
                var writer = new Utf8Writer(scratch);
                WriteBody(in Samples.Event, ref writer);
            }
        });
        Line("    of which its floating-point number", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                scratch.Clear();
                var writer = new Utf8Writer(scratch);
                writer.Double(Samples.Event.Score);
            }
        });
        Lane("queue in the lane", 0);
        Lane("take from the lane", 1);
        Lane("put into the transaction", 2);
        Lane("report as delivered", 3);
        Line("frame the replies", () =>
        {
            ReadOnlySpan<byte> rest = reply;
            while (framer.TryFrame(rest, out int length))
            {
                rest = rest[length..];
            }
        });
        Line("read EXEC's reply", () =>
        {
            var reader = new RespReader(reply.AsSpan(5 + (9 * (PerBatch + 1))));
            int count = reader.ReadAggregate();
            for (int i = 0; i < count - 1; i++)
            {
                reader.Read();
                _ = StreamId.TryParse(reader.Value, out _);
            }
        });
        Line("rent and return a completion", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                pool.Return(pool.Rent());
            }
        });
        Line("a timestamp", () =>
        {
            for (int i = 0; i < PerBatch; i++)
            {
                now += TimeProvider.System.GetTimestamp();
            }
        });

        // The lane's steps follow one another: all run, one is timed.
        void Lane(string name, int timed)
        {
            double least = double.MaxValue;
            Span<long> stamps = stackalloc long[5];
            for (int batch = 0; batch < Batches; batch++)
            {
                stamps[0] = Stopwatch.GetTimestamp();
                for (int i = 0; i < PerBatch; i++)
                {
                    _ = lane.TryAdd(in header, bytes, null);
                }

                stamps[1] = Stopwatch.GetTimestamp();
                long taken = TimeProvider.System.GetTimestamp();
                for (int i = 0; i < PerBatch; i++)
                {
                    _ = lane.TryTake(taken, out sequences[i]);
                }

                stamps[2] = Stopwatch.GetTimestamp();
                flushing.Begin(flush);
                foreach (long sequence in sequences)
                {
                    flushing.Add(flush, sequence);
                }

                flushing.End(flush);
                stamps[3] = Stopwatch.GetTimestamp();
                foreach (long sequence in sequences)
                {
                    lane.Delivered(sequence, default);
                }

                stamps[4] = Stopwatch.GetTimestamp();
                least = Math.Min(least, Stopwatch.GetElapsedTime(stamps[timed], stamps[timed + 1]).TotalNanoseconds);
            }

            Say(name, least);
        }
    }

    private static NikaMeta MetaOf(EncodedWrite write)
    {
        _ = new FieldReader(write.Fields).TryFind("NIKA_META"u8, out var json);
        var reader = new JsonReader(json);
        return NikaMeta.TryReadJson(ref reader, out var meta) ? meta : throw new InvalidOperationException("The envelope cannot be read.");
    }

    private static void WriteBody<T>(in T message, ref Utf8Writer writer)
        where T : IMessagePart<T> => T.WriteJson(in message, ref writer);

    private static void Line(string name, Action batch)
    {
        double least = double.MaxValue;
        for (int i = 0; i < Batches; i++)
        {
            long start = Stopwatch.GetTimestamp();
            batch();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        Say(name, least);
    }

    private static void Say(string name, double nanoseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-38} {nanoseconds / PerBatch,8:0.0} ns"));

    private static byte[] Reply()
    {
        var text = new System.Text.StringBuilder("+OK\r\n");
        for (int i = 0; i < PerBatch + 1; i++)
        {
            _ = text.Append("+QUEUED\r\n");
        }

        _ = text.Append(CultureInfo.InvariantCulture, $"*{PerBatch + 1}\r\n");
        for (int i = 0; i < PerBatch; i++)
        {
            _ = text.Append("$15\r\n1795406890123-7\r\n");
        }

        return System.Text.Encoding.ASCII.GetBytes(text.Append("$-1\r\n").ToString());
    }

    private sealed class NoOutcomes : IWriteOutcomes
    {
        private long delivered;

        public void Delivered(in WriteHeader header, in EncodedWrite write) => Interlocked.Increment(ref delivered);

        public PublishResult Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane) => throw new InvalidOperationException(reason);
    }
}
