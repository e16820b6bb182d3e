using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Nika.Messaging.Benchmarks;

/// <summary>One shape written and read by this library and by System.Text.Json, in batches that alternate.</summary>
internal abstract class ShapeBench : IDisposable
{
    public required string Name { get; init; }

    public int Bytes { get; protected set; }

    public Rounds Write { get; } = new();

    public Rounds PeerWrite { get; } = new();

    public Rounds Read { get; } = new();

    public Rounds PeerRead { get; } = new();

    public Rounds WriteBytes { get; } = new();

    /// <summary>What reading allocates beyond a copy of the value.</summary>
    public Rounds ReadBytes { get; } = new();

    public double CopyBytes { get; protected set; }

    public int Operations { get; protected set; }

    public abstract void Round(bool counts);

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class ShapeBench<T> : ShapeBench
    where T : class, IMessagePart<T>
{
    // About 8 ms a batch: long against the clock, short against what else the machine does.
    private const int BytesPerBatch = 4_000_000;

    private readonly T value;
    private readonly Func<T, T> copy;
    private readonly JsonTypeInfo<T> info;
    private readonly Utf8Buffer buffer = new(1024);
    private readonly ArrayBufferWriter<byte> peerBuffer = new(1024);
    private readonly Utf8JsonWriter peerWriter;
    private readonly byte[] json;

    public ShapeBench(T value, Func<T, T> copy, JsonTypeInfo<T> info)
    {
        this.value = value;
        this.copy = copy;
        this.info = info;
        peerWriter = new Utf8JsonWriter(peerBuffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        WriteOne();
        json = buffer.WrittenSpan.ToArray();
        Bytes = json.Length;
        Operations = Math.Max(BytesPerBatch / Bytes, 40);
        PeerWriteOne();
        Check(ReadOne(json));
        Check(JsonSerializer.Deserialize(json, info)!);
        Check(ReadOne(peerBuffer.WrittenSpan));
    }

    public override void Round(bool counts)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            WriteOne();
        }

        Write.Add(Each(start), counts);
        WriteBytes.Add(EachByte(allocated), counts);
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            PeerWriteOne();
        }

        PeerWrite.Add(Each(start), counts);
        allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Operations; i++)
        {
            _ = copy(value);
        }

        CopyBytes = EachByte(allocated);
        allocated = GC.GetAllocatedBytesForCurrentThread();
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            _ = ReadOne(json);
        }

        Read.Add(Each(start), counts);
        ReadBytes.Add(EachByte(allocated) - CopyBytes, counts);
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            _ = JsonSerializer.Deserialize(json, info);
        }

        PeerRead.Add(Each(start), counts);
    }

    public override void Dispose() => peerWriter.Dispose();

    private double Each(long start) => Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations;

    private double EachByte(long before) => (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations;

    private void WriteOne()
    {
        buffer.Clear();
        var writer = new Utf8Writer(buffer);
        T.WriteJson(in value, ref writer);
        writer.Complete();
    }

    private void PeerWriteOne()
    {
        peerBuffer.ResetWrittenCount();
        peerWriter.Reset();
        info.SerializeHandler!(peerWriter, value);
        peerWriter.Flush();
    }

    private static T ReadOne(ReadOnlySpan<byte> document)
    {
        var reader = new JsonReader(document);
        return T.TryReadJson(ref reader, out var read) && reader.ReadEnd() ? read : throw new InvalidOperationException(reader.Error.ToString());
    }

    /// <summary>All peers must mean the same: what is measured is then the same work.</summary>
    private void Check(T read)
    {
        var again = new Utf8Buffer();
        var writer = new Utf8Writer(again);
        T.WriteJson(in read, ref writer);
        writer.Complete();
        if (!again.WrittenSpan.SequenceEqual(json))
        {
            throw new InvalidOperationException($"{Name}: what was read is not what was written.");
        }
    }
}
