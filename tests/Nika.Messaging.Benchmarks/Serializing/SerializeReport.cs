using System.Globalization;
using System.Reflection;

namespace Nika.Messaging.Benchmarks;

/// <summary>
/// Generated JSON against System.Text.Json's: its generated fast path into a reused writer (with the relaxed encoder, since ours does not escape what need not
/// be, and without its own validation), and its generated reader on the same bytes.
/// </summary>
internal static class SerializeReport
{
    private const int WarmUps = 12;

    public static void Run(Report report, bool isShort)
    {
        int rounds = isShort ? 5 : 25;
        ShapeBench[] shapes =
        [
            new ShapeBench<JobRecord>(Shapes.Job, Shapes.Copy, PeerJson.Default.JobRecord) { Name = "record, 10 members" },
            new ShapeBench<StepEvent>(Shapes.Event, Shapes.Copy, PeerJson.Default.StepEvent) { Name = "event, 3 members" },
            new ShapeBench<Nested>(Shapes.Nested, Shapes.Copy, PeerJson.Default.Nested) { Name = "nested, 1,000 elements" },
            new ShapeBench<TextDocument>(Shapes.Escapes, Shapes.Copy, PeerJson.Default.TextDocument) { Name = "64 KB text with escapes" },
            new ShapeBench<TextDocument>(Shapes.NotAscii, Shapes.Copy, PeerJson.Default.TextDocument) { Name = "non-ASCII text" },
            new ShapeBench<Numbers>(Shapes.Numbers, Shapes.Copy, PeerJson.Default.Numbers) { Name = "numbers only" },
            new ShapeBench<Counters>(Shapes.Counters, Shapes.Copy, PeerJson.Default.Counters) { Name = "dictionary, 20 members" },
        ];
        var protobuf = new ProtobufPeer();

        // Until the compiler has settled: its last tier comes 100 ms after the 30th call at the soonest, and is profiled before.
        for (int round = -WarmUps; round < rounds; round++)
        {
            foreach (var shape in shapes)
            {
                shape.Round(counts: round >= 0);
            }

            protobuf.Round(counts: round >= 0);
        }

        foreach (var shape in shapes)
        {
            bool isFirst = shape == shapes[0] || shape == shapes[1];
            report.Note($"{shape.Name}", Bytes(shape.Bytes));
            report.AtMost("  write", Times(shape.Write, shape.PeerWrite), shape.Write.Median / shape.PeerWrite.Median, isFirst ? 0.6 : 0.8, "STJ fast path");
            report.AtMost("  read", Times(shape.Read, shape.PeerRead), shape.Read.Median / shape.PeerRead.Median, isFirst ? 0.45 : 0.8, "STJ");
            report.NoAllocation("  allocated a write", shape.WriteBytes.Least, shape.Operations);
            report.NoAllocation($"  allocated a read beyond the value's {Bytes(shape.CopyBytes)}", shape.ReadBytes.Least, shape.Operations);
        }

        double both = shapes[0].Write.Median + shapes[0].Read.Median;
        report.Note(
            $"record, write and read against protobuf-net ({Bytes(protobuf.Bytes)}, binary)",
            string.Create(CultureInfo.InvariantCulture, $"{both:N0} / {protobuf.WriteAndRead.Median:N0} ns = {both / protobuf.WriteAndRead.Median:0.00}"));
        foreach (var shape in shapes)
        {
            shape.Dispose();
        }

        CodeSize(report, typeof(StepEvent), 3);
        CodeSize(report, typeof(JobRecord), 10);
        CodeSize(report, typeof(Wide), 40);
    }

    /// <summary>The emitted methods' IL, their nested class included.</summary>
    private static void CodeSize(Report report, Type type, int members)
    {
        const BindingFlags Declared = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        int bytes = type.GetNestedTypes(BindingFlags.NonPublic).Append(type)
            .SelectMany(t => t.GetMethods(Declared))
            .Where(m => m.DeclaringType != type || m.Name.EndsWith("Json", StringComparison.Ordinal))
            .Sum(m => m.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0);
        report.Note($"code of {members} members ({type.Name})", string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B of IL, {bytes / members} a member"));
    }

    private static string Bytes(double count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} B");

    private static string Times(Rounds own, Rounds peer) => string.Create(CultureInfo.InvariantCulture, $"{own.Median:N0} / {peer.Median:N0} ns");
}
