using Nika.Messaging.Publishing;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>Encoding allocates nothing once the thread's buffer has grown; counted on the encoding thread alone.</summary>
public sealed class EncoderAllocationTests
{
    private const int Messages = 10_000;
    private readonly MessageEncoder encoder = new(new(new("pod-1"), new("session-1"), new RoleName("reviewer")), TimeProvider.System);

    [Fact]
    public void An_entry_costs_none()
    {
        var message = new StepResult(new("job-1"), 7, new string('x', 130));
        Assert.Equal(0, Allocated(() => encoder.EncodeEntry(in message, out _, out _)));
    }

    [Fact]
    public void A_struct_costs_none()
    {
        var message = new Reading(new("desk-1"), 12.5, new string('x', 130));
        Assert.Equal(0, Allocated(() => encoder.EncodeEntry(in message, out _, out _)));
    }

    [Fact]
    public void A_hash_costs_none()
    {
        var message = new Note(new("job-1"), new string('x', 130), 0.5);
        Assert.Equal(0, Allocated(() => encoder.EncodeHash(in message, out _, out _)));
    }

    [Fact]
    public void An_entry_published_by_a_handler_costs_none()
    {
        var handled = new NikaMeta { Id = Guid.CreateVersion7(), Type = "job_changed", Pod = new("pod-0"), EntityId = new("task-1"), JobId = new("job-1") };
        AmbientMessage.Current = new AmbientMessage(in handled);
        try
        {
            var message = new Reading(new("desk-1"), 12.5, "note");
            Assert.Equal(0, Allocated(() => encoder.EncodeEntry(in message, out _, out _)));
        }
        finally
        {
            AmbientMessage.Current = null;
        }
    }

    private static long Allocated(Func<string?> encode)
    {
        // The first round grows the buffer and lets the runtime compile.
        _ = Run(encode);
        return Run(encode);
    }

    private static long Run(Func<string?> encode)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Messages; i++)
        {
            if (encode() is { } refusal)
            {
                throw new InvalidOperationException(refusal);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
