using System.Buffers;
using System.Diagnostics;
using ProtoBuf.Meta;

namespace Nika.Messaging.Benchmarks;

/// <summary>protobuf-net on the ten-member record: binary, and so the measure of what text costs.</summary>
internal sealed class ProtobufPeer
{
    private const int Operations = 16_000;

    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly RuntimeTypeModel model = RuntimeTypeModel.Create();

    public ProtobufPeer()
    {
        _ = model.Add<JobRecord>();
        model.CompileInPlace();
        _ = Once();
        Bytes = buffer.WrittenCount;
    }

    public int Bytes { get; }

    public Rounds WriteAndRead { get; } = new();

    public void Round(bool counts)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            _ = Once();
        }

        WriteAndRead.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations, counts);
    }

    private JobRecord Once()
    {
        buffer.ResetWrittenCount();
        _ = model.Serialize(buffer, Shapes.Job);
        return model.Deserialize<JobRecord>(buffer.WrittenSpan);
    }
}
