// A pod that does nothing but journal: usage DIRECTORY WRITER COUNT PADDING. Says "ready", waits for a line on standard input, says "writing" when the
// first lines are in the file, and how many it wrote at the end. The test kills some of these in the middle of their work.
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Journal;

string directory = args[0];
string writer = args[1];
int count = int.Parse(args[2], CultureInfo.InvariantCulture);
string padding = new('x', int.Parse(args[3], CultureInfo.InvariantCulture));

await using var journal = new JournalWriter(new() { Directory = directory }, TimeProvider.System, NullLogger.Instance);
byte[] meta = Encoding.UTF8.GetBytes($$"""{"v":1,"id":"{{Guid.CreateVersion7()}}","ts":"2026-04-01T10:00:00.000000Z","type":"step","pod":"{{writer}}"}""");

Console.WriteLine("ready");
_ = Console.ReadLine();
for (int number = 0; number < count; number++)
{
    if (number == 100)
    {
        await journal.FlushAsync(CancellationToken.None);
        Console.WriteLine("writing");
    }

    byte[] data = Encoding.UTF8.GetBytes($$"""{"writer":"{{writer}}","number":{{number}},"padding":"{{padding}}"}""");
    while (!journal.Append("step"u8, meta, data))
    {
        // Faster than the disk: a pod would lose this line, a test waits.
        await journal.FlushAsync(CancellationToken.None);
    }
}

await journal.FlushAsync(CancellationToken.None);
Console.WriteLine(journal.WrittenLines.ToString(CultureInfo.InvariantCulture));
