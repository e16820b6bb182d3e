// A pod to be killed: usage publish|work ENDPOINT DIRECTORY NAME. Says "ready". A publisher then publishes as fast as it is answered and says
// "{status} {id}" for each message; a worker takes 5 ms for each and says "handled {id}" before its ack can be sent. Ends when its input does.
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
    options.Consumer.ClaimIdle = TimeSpan.FromSeconds(1);
});
if (role == "work")
{
    _ = builder.AddHandler(_ => new WorkerHandler(static async (_, id) =>
    {
        await Task.Delay(5);
        Console.WriteLine($"handled {id}");
    }));
}

await using var pod = builder.Build();
await pod.StartAsync();
Console.WriteLine("ready");
var ended = Task.Run(Console.In.ReadToEndAsync);
if (role == "publish")
{
    for (int i = 0; !ended.IsCompleted; i++)
    {
        var entity = new EntityId(string.Create(CultureInfo.InvariantCulture, $"{args[3]}-{i}"));
        var result = await pod.PublishAsync(new JobChanged(entity, EntityStatus.Created, "from a process"));
        Console.WriteLine($"{result.Status} {result.Id}");
    }
}

await ended;
