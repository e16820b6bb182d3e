using System.CommandLine;
using PipelineSample;

var redis = new Option<string?>("--redis") { Description = "HOST:PORT of a Redis server. Default: a redis-server of its own, if there is one on this machine." };
var job = new Option<string>("--job") { Description = "The job's id.", DefaultValueFactory = static _ => $"count-{Guid.NewGuid():N}" };
var pages = new Option<int>("--pages") { Description = "How many pages are counted.", DefaultValueFactory = static _ => 40 };
var workers = new Option<int>("--workers") { Description = "How many worker processes.", DefaultValueFactory = static _ => 4 };
var work = new Option<double>("--work") { Description = "Milliseconds that a page takes.", DefaultValueFactory = static _ => 100 };
var keep = new Option<bool>("--keep-all") { Description = "Kill no worker." };
var worker = new Option<string?>("--worker") { Description = "Be a worker of this name.", Hidden = true };
var command = new RootCommand("A pipeline of several processes, one of which is killed on the way.") { redis, job, pages, workers, work, keep, worker };
command.SetAction(async (parsed, cancellation) =>
{
    var time = TimeSpan.FromMilliseconds(parsed.GetValue(work));
    if (parsed.GetValue(worker) is { } name)
    {
        await Worker.RunAsync(parsed.GetValue(redis)!, name, time, cancellation);
        return 0;
    }

    // One worker is killed while it holds a page: there must be a page, and somebody who takes over.
    if (parsed.GetValue(pages) < 1 || parsed.GetValue(workers) < (parsed.GetValue(keep) ? 1 : 2))
    {
        Console.Error.WriteLine("--pages must be 1 or more, --workers 2 or more (1 with --keep-all).");
        return 1;
    }

    var options = new RunOptions(parsed.GetValue(job)!, parsed.GetValue(pages), parsed.GetValue(workers), time, !parsed.GetValue(keep));
    try
    {
        if (parsed.GetValue(redis) is { } endpoint)
        {
            return await Run.WithWorkersAsync(endpoint, options, cancellation);
        }

        using var server = new LocalRedis();
        return await Run.WithWorkersAsync(server.Endpoint, options, cancellation);
    }
    catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or FormatException)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
