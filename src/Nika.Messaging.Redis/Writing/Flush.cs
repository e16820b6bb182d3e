using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Writing;

/// <summary>
/// One transaction on its way: which writes it holds and how many replies it has had. The sending side fills it, then the receiving
/// side follows its replies; it is reused.
/// </summary>
internal sealed class Flush
{
    /// <summary>The most writes of one transaction: the server runs it without a pause, about 0.5 ms at 4 µs each.</summary>
    public const int MaxWrites = 128;

    /// <summary>The most distinct keys of one transaction: each is looked at for its expiry.</summary>
    public const int MaxKeys = 32;

    /// <summary>A transaction that has grown to this many bytes is closed; one large write may pass it.</summary>
    public const int MaxBytes = 64 * 1024;

    public long[] Sequences { get; } = new long[MaxWrites];

    /// <summary>For each write, how many commands it takes.</summary>
    public int[] CommandsOf { get; } = new int[MaxWrites];

    /// <summary>How many writes it holds.</summary>
    public int Writes { get; set; }

    /// <summary>How many commands stand between MULTI and EXEC, the expiry included.</summary>
    public int Commands { get; set; }

    /// <summary>Whether the last command gives the keys their expiry.</summary>
    public bool HasExpiry { get; set; }

    /// <summary>Whether the server's clock is asked for first.</summary>
    public bool AsksTime { get; set; }

    /// <summary>How many replies have been received.</summary>
    public int Replies { get; set; }

    /// <summary>The first refusal of a command at its queueing.</summary>
    public ServerError? Refusal { get; set; }

    public void Reset()
    {
        Writes = Commands = Replies = 0;
        HasExpiry = AsksTime = false;
        Refusal = null;
    }

    public void Add(long sequence, int commands)
    {
        Sequences[Writes] = sequence;
        CommandsOf[Writes] = commands;
        Writes++;
        Commands += commands;
    }
}
