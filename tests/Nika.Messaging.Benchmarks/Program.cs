using System.Globalization;
using Nika.Messaging.Benchmarks;
using Nika.Messaging.Benchmarks.Analyzing;
using Nika.Messaging.Benchmarks.Remembering;
using Nika.Messaging.Benchmarks.Telemetry;

// usage: report NAME … [--short]      names: publish, consume, outage, serialize, generator, analyzers, memory, telemetry
//        run WORKLOAD [SECONDS]       one workload by itself, for a profiler to look at
//        parts                        what the parts of a publish cost, without a server
if (args is ["run", var workload, ..] && OneWorkload.Names.Contains(workload))
{
    await OneWorkload.RunAsync(workload, TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10));
    return 0;
}

if (args is ["parts"])
{
    Parts.Print();
    return 0;
}

if (args is not ["report", ..])
{
    Console.Error.WriteLine("usage: report publish consume outage serialize generator analyzers memory telemetry [--short] | run " + string.Join('|', OneWorkload.Names) + " [SECONDS] | parts");
    return 2;
}

bool isShort = args.Contains("--short");
string[] names = [.. args.Skip(1).Where(arg => !arg.StartsWith('-'))];
var report = new Report();
foreach (string name in names)
{
    switch (name)
    {
        case "publish":
            await PublishReport.RunAsync(report, isShort);
            break;
        case "consume":
            await ConsumeReport.RunAsync(report, isShort);
            break;
        case "outage":
            await OutageReport.RunAsync(report, isShort);
            break;
        case "serialize":
            SerializeReport.Run(report, isShort);
            break;
        case "generator":
            GeneratorReport.Run(report, isShort);
            break;
        case "analyzers":
            AnalyzersReport.Run(report, isShort);
            break;
        case "memory":
            await MemoryReport.RunAsync(report, isShort);
            break;
        case "telemetry":
            await TelemetryReport.RunAsync(report, isShort);
            break;
        default:
            Console.Error.WriteLine($"There is no report '{name}'. Known: publish, consume, outage, serialize, generator, analyzers, memory, telemetry.");
            return 2;
    }
}

return report.Print(gateRatios: !isShort) ? 0 : 1;
