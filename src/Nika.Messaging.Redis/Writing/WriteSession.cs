using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Writing;

/// <summary>
/// The life of one write connection. One loop takes writes from the lane and sends them as transactions, several of which may be on
/// their way; another follows the replies, which come in order, and reports. When <see cref="RunAsync"/> ends, neither takes nor reports any more.
/// </summary>
internal sealed class WriteSession(RespConnection connection, WriteLane lane, AsyncSignal wake, ServerClock clock, SetAsideKeys setAside, Connector connector)
{
    /// <summary>How many transactions may be on their way. Fewer and larger ones cost the server less; with several it never waits for us.</summary>
    public const int Window = 4;

    // A stalled connection is noticed this much of the reply deadline too late, at most.
    private const int ChecksPerDeadline = 4;

    private readonly FlushEncoder encoder = new(lane, clock);
    private readonly Flush[] flushes = [.. Enumerable.Range(0, Window).Select(static _ => new Flush())];
    private readonly ConcurrentQueue<long> alone = new();
    private readonly Lock reporting = new();
    private long head;
    private long tail;
    private volatile bool isClosed;
    private volatile string? stopReason;

    /// <summary>Whether any transaction was run.</summary>
    public bool HasServed { get; private set; }

    /// <summary>Serves the lane until the connection is lost or the server says that it cannot serve.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync()
    {
        var watch = new StallWatch(connector.TimeProvider, lane.ReplyDeadline / ChecksPerDeadline, () => Volatile.Read(ref head) == Volatile.Read(ref tail), CloseIfStalled);
        await using var _ = watch.ConfigureAwait(false);
        var sender = Background.Run(() => SendAsync(watch));
        string reason = "the session ended";
        try
        {
            reason = await ReceiveAsync().ConfigureAwait(false);
        }
        finally
        {
            // Whatever ended it: nobody takes any more when this returns.
            isClosed = true;
            connection.Close(reason);
            wake.Wake();
            await sender.ConfigureAwait(false);
        }

        // The server has answered that it did not run these.
        while (alone.TryDequeue(out long sequence))
        {
            lane.Failed(sequence, WriteFailure.NotSent, reason);
        }

        return reason;
    }

    private async Task SendAsync(StallWatch watch)
    {
        try
        {
            while (!isClosed)
            {
                if (stopReason is null && TryFill())
                {
                    // Counted before it is sent: its replies may be here before the sending returns.
                    Interlocked.Increment(ref tail);
                    watch.Run();
                    ReadOnlyMemory<byte> rest = encoder.Buffer.Written;
                    while (!rest.IsEmpty)
                    {
                        rest = rest[await connection.SendSomeAsync(rest).ConfigureAwait(false)..];
                    }
                }
                else
                {
                    await wake.WaitAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (RespConnection.IsLoss(e))
        {
            // Ends the receiving loop too.
            connection.Close(connection.Lost(e).Message);
        }
    }

    /// <summary>Fills the next transaction.</summary>
    /// <returns>False if there is nothing to send, or enough is on its way.</returns>
    private bool TryFill()
    {
        long next = tail;
        if (next - Volatile.Read(ref head) >= Window)
        {
            return false;
        }

        var flush = flushes[next % Window];
        if (alone.TryDequeue(out long sequence))
        {
            encoder.Begin(flush);
            encoder.Add(flush, sequence);
            encoder.End(flush);
            return true;
        }

        bool hasBegun = false;
        long now = connector.TimeProvider.GetTimestamp();
        while ((!hasBegun || encoder.HasRoom(flush)) && lane.TryTake(now, out sequence))
        {
            if (setAside.ReasonFor(lane[sequence].Key) is { } reason)
            {
                lock (reporting)
                {
                    lane.Failed(sequence, WriteFailure.Rejected, reason);
                }

                continue;
            }

            if (!hasBegun)
            {
                encoder.Begin(flush);
                hasBegun = true;
            }

            encoder.Add(flush, sequence);
        }

        if (hasBegun)
        {
            encoder.End(flush);
        }

        return hasBegun;
    }

    private async Task<string> ReceiveAsync()
    {
        try
        {
            while (stopReason is null || head != Volatile.Read(ref tail))
            {
                if (connection.TryReadFrame())
                {
                    Take(connection.Frame);
                }
                else
                {
                    connection.Received(await connection.ReceiveAsync().ConfigureAwait(false));
                }
            }

            return stopReason;
        }
        catch (Exception e) when (RespConnection.IsLoss(e))
        {
            return stopReason ?? connection.Lost(e).Message;
        }
    }

    /// <summary>Takes one reply: perhaps the time, then MULTI's, one for each command queued, and EXEC's.</summary>
    private void Take(ReadOnlySpan<byte> frame)
    {
        long oldest = head;
        if (oldest == Volatile.Read(ref tail))
        {
            throw new RespProtocolException("a reply nobody asked for");
        }

        var flush = flushes[oldest % Window];
        int reply = flush.Replies++ - (flush.AsksTime ? 1 : 0);
        bool isError = frame[0] is (byte)'-' or (byte)'!';
        if (reply < 0)
        {
            if (!isError)
            {
                clock.Set(ServerClock.ParseTime(new RespReader(frame)), connector.TimeProvider.GetTimestamp());
            }
        }
        else if (reply == 0 && isError)
        {
            // What follows would run outside a transaction: nothing of it can be relied on.
            throw new StoreUnavailableException("the server refused MULTI: " + ErrorIn(frame).Text);
        }
        else if (reply <= flush.Commands)
        {
            if (isError)
            {
                flush.Refusal ??= ErrorIn(frame);
            }
        }
        else
        {
            lock (reporting)
            {
                if (isError)
                {
                    Refused(flush, flush.Refusal ?? ErrorIn(frame));
                }
                else
                {
                    Executed(flush, new RespReader(frame));
                    HasServed = true;
                }
            }

            // In this order: either the sender sees the room, or we see that it may be waiting for some.
            Interlocked.Increment(ref head);
            if (Volatile.Read(ref tail) - oldest >= Window || !alone.IsEmpty || isClosed)
            {
                wake.Wake();
            }
        }
    }

    /// <summary>The server ran the transaction: each write has its own outcome.</summary>
    private void Executed(Flush flush, RespReader reader)
    {
        if (reader.ReadAggregate() != flush.Commands)
        {
            throw new RespProtocolException("a transaction's reply with another number of answers");
        }

        for (int i = 0; i < flush.Writes; i++)
        {
            long sequence = flush.Sequences[i];
            ReadOnlySpan<byte> error = default;
            var id = StreamId.Zero;
            for (int command = 0; command < flush.CommandsOf[i]; command++)
            {
                reader.Read();
                if (reader.Kind == RespKind.Error)
                {
                    error = error.IsEmpty ? reader.Value : error;
                }
                else if (command == 0 && reader.Kind == RespKind.Bulk)
                {
                    _ = StreamId.TryParse(reader.Value, out id);
                }
            }

            if (error.IsEmpty)
            {
                lane.Delivered(sequence, id);
            }
            else
            {
                Report(sequence, ServerError.Parse(error));
            }
        }

        if (flush.HasExpiry)
        {
            reader.Read();
            if (reader.Kind == RespKind.Error)
            {
                connector.Logger.ExpiryRefused(ServerError.Parse(reader.Value).Text);
            }
        }
    }

    /// <summary>The server refused the transaction and ran nothing of it: each write is tried alone, so that one bad one harms no other.</summary>
    private void Refused(Flush flush, ServerError error)
    {
        for (int i = 0; i < flush.Writes; i++)
        {
            if (flush.Writes == 1 || error.Kind == ErrorKind.Degraded)
            {
                Report(flush.Sequences[i], error);
            }
            else
            {
                alone.Enqueue(flush.Sequences[i]);
            }
        }
    }

    private void Report(long sequence, ServerError error)
    {
        if (error.Kind == ErrorKind.Degraded)
        {
            // Not run, and no fault of the write: as if it had never been sent. What is on its way is still answered.
            stopReason ??= "the server says " + error.Text;
            lane.Failed(sequence, WriteFailure.NotSent, stopReason);
            return;
        }

        if (error.Kind == ErrorKind.Configuration)
        {
            var key = lane[sequence].Key;
            if (setAside.Add(key, "the key is set aside: " + error.Text))
            {
                connector.Logger.KeySetAside(Encoding.UTF8.GetString(key), SetAsideKeys.Time.TotalSeconds, error.Text);
            }
        }

        lane.Failed(sequence, WriteFailure.Rejected, error.Text);
    }

    private void CloseIfStalled()
    {
        // Replies that have arrived, and that a busy pod has not come to yet, are no stall.
        if (lane.OldestUnanswered > lane.ReplyDeadline && !connection.HasArrivals)
        {
            connection.Close($"no reply within {lane.ReplyDeadline.TotalMilliseconds:0} ms");
        }
    }

    private static ServerError ErrorIn(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        reader.Read();
        return ServerError.Parse(reader.Value);
    }
}
