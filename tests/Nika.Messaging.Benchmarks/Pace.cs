using System.Diagnostics;

namespace Nika.Messaging.Benchmarks;

/// <summary>So many operations a second, on the calling thread. It sleeps, a millisecond at the least, and then catches up.</summary>
internal sealed class Pace(double perSecond)
{
    private readonly long start = Stopwatch.GetTimestamp();
    private long done;

    /// <summary>Waits until the next operation is due.</summary>
    public void Wait()
    {
        double due = done++ / perSecond;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < due)
        {
            Thread.Sleep(1);
        }
    }
}
