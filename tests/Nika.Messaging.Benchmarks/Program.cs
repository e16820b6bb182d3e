using Nika.Messaging.Benchmarks;

// usage: report NAME … [--short]      names: publish
if (args is not ["report", ..])
{
    Console.Error.WriteLine("usage: report publish [--short]");
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
        default:
            Console.Error.WriteLine($"There is no report '{name}'. Known: publish.");
            return 2;
    }
}

return report.Print(gateRatios: !isShort) ? 0 : 1;
