// A pod to be killed: usage publish|remember|work|test|watch ENDPOINT DIRECTORY NAME IDLE. Says "ready". A publisher then publishes as fast as it is answered and says
// "{status} {id}" for each message; with "remember" it has a memory as well, which never answers; a worker takes 5 ms for each and says "handled {id}" before its ack can be sent. Ends when its input does.
// A tester does the same with what names its role; a watcher has a handler in each of Alpha's and the monitor's group and says "{group} {id}".
using System.Globalization;
using Nika.Messaging;
using Nika.Messaging.Faults;

string role = args[0];
var builder = NikaPod.CreateBuilder();
_ = builder.UseRedis(args[1]).Configure(options =>
{
    options.Directory = args[2];
    options.Pod = args[3];
    options.ReplyDeadline = TimeSpan.FromSeconds(2);
    options.Consumer.ClaimIdle = TimeSpan.Parse(args[4], CultureInfo.InvariantCulture);
    options.Consumer.LeaseDuration = TimeSpan.FromSeconds(3);
});
switch (role)
{
    case "work":
        _ = builder.AddHandler(static _ => new WorkerHandler(WorkAsync));
        break;
    case "test":
        _ = builder.AddHandler(static _ => new SkilledHandler(WorkAsync));
        break;
    case "watch":
        _ = builder.AddHandler(static _ => new OrchestratorHandler(NoteAsync)).AddHandler(static _ => new MonitorHandler(NoteAsync));
        break;
    default:
        break;
}

if (role == "remember")
{
    _ = builder.UseMemory(static _ => new StalledMemory());
}

await using var pod = builder.Build();
await pod.StartAsync();
Console.WriteLine("ready");
var ended = Task.Run(Console.In.ReadToEndAsync);
if (role is "publish" or "remember")
{
    for (int i = 0; !ended.IsCompleted; i++)
    {
        var entity = new EntityId(string.Create(CultureInfo.InvariantCulture, $"{args[3]}-{i}"));
        var result = await pod.PublishAsync(new JobChanged(entity, EntityStatus.Created, "from a process"));
        Console.WriteLine($"{result.Status} {result.Id}");
    }
}

await ended;

static async Task WorkAsync(string group, Guid id)
{
    await Task.Delay(5);
    Console.WriteLine($"handled {id}");
}

static Task NoteAsync(string group, Guid id)
{
    Console.WriteLine($"{group} {id}");
    return Task.CompletedTask;
}
