namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// What a Redis server would hold: keys, their values and their expiry. Everything happens under one lock, for a moment and
/// without I/O; so appends and those who wait for them cannot miss each other.
/// </summary>
internal sealed class Keyspace
{
    private readonly TimeProvider timeProvider;
    private readonly long startedAt;
    private readonly Dictionary<string, StoredValue> values = new(Utf8KeyComparer.Instance);
    private readonly Dictionary<string, StoredValue>.AlternateLookup<ReadOnlySpan<byte>> valuesByUtf8;
    private readonly ReaderRegistry readers = new();

    // One item for each value. Writes push expiries back all the time; an item moves only when its turn comes.
    private readonly PriorityQueue<StoredValue, long> expiries = new();

    // The newest id of all streams that are gone. A stream that comes back gives ids above it, or a reader that outlived the first
    // would take new entries for old ones: within a millisecond, or after the clock was set back.
    private StreamId newestGone;

    public Keyspace(TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        startedAt = timeProvider.GetTimestamp();
        valuesByUtf8 = values.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Held for every use of the keyspace and of the values in it.</summary>
    public Lock Sync { get; } = new();

    /// <summary>Who reads which key.</summary>
    public ReaderRegistry Readers => readers;

    /// <summary>How many keys there are, those expired but not swept yet included.</summary>
    public int Count => values.Count;

    /// <summary>Milliseconds since the start, for expiry and idle times: a clock that nobody sets.</summary>
    public long Now => timeProvider.GetElapsedTime(startedAt).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Unix time in milliseconds, for entry ids.</summary>
    public ulong Clock => (ulong)Math.Max(0, timeProvider.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Appends an entry, trims, renews the expiry and wakes the readers.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public string? Append(in EncodedWrite write, out StreamId id)
    {
        id = default;
        if (write.Fields.IsEmpty)
        {
            return RedisError.NoFields;
        }

        Sweep();
        var found = Find(write.Key);
        if (found is not (null or EmbeddedStream))
        {
            return RedisError.WrongType;
        }

        var stream = (EmbeddedStream?)found ?? AddStream(Utf8KeyComparer.Instance.Create(write.Key), write.TimeToLiveMilliseconds);
        ulong milliseconds = Clock;
        id = stream.Append(milliseconds, write.Fields.ToArray());
        if (write.MaxLength > 0)
        {
            stream.TrimToLength(write.MaxLength);
        }

        if (write.RetentionMilliseconds > 0 && (ulong)write.RetentionMilliseconds < milliseconds)
        {
            stream.TrimBefore(new(milliseconds - (ulong)write.RetentionMilliseconds, 0));
        }

        Renew(stream, write.TimeToLiveMilliseconds);
        readers.Wake(stream.Key);
        return null;
    }

    /// <summary>Replaces a hash.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public string? Replace(in EncodedWrite write)
    {
        if (write.Fields.IsEmpty)
        {
            return RedisError.NoFields;
        }

        Sweep();
        if (write.OnlyIfNewer && Find(write.Key) is EmbeddedHash stored && !IsOlder(stored.Read(), write.Fields))
        {
            return null;
        }

        if (!TryGetHash(in write, out var hash))
        {
            return RedisError.WrongType;
        }

        hash!.Replace(write.Fields.ToArray());
        hash.ExpiresAt = Expiry(write.TimeToLiveMilliseconds); // nothing of the former is left, its life neither
        return null;
    }

    private static bool IsOlder(HashFields stored, ReadOnlySpan<byte> fields) =>
        stored.TryGet("NIKA_META"u8, out var theirs)
        && new FieldReader(fields).TryFind("NIKA_META"u8, out var ours)
        && TryReadTime(theirs, out var storedAt)
        && TryReadTime(ours, out var writtenAt)
        && storedAt < writtenAt;

    private static bool TryReadTime(ReadOnlySpan<byte> json, out DateTimeOffset time)
    {
        var reader = new JsonReader(json);
        bool isRead = NikaMeta.TryReadJson(ref reader, out var meta);
        time = meta.Timestamp;
        return isRead;
    }

    /// <summary>Adds to counters. As in a transaction of Redis, one that cannot be counted does not hold up the others.</summary>
    /// <returns>Null, or why the first that failed was refused.</returns>
    public string? Increment(in EncodedWrite write)
    {
        if (write.Fields.IsEmpty)
        {
            return RedisError.NoFields;
        }

        if (!TryGetHash(in write, out var hash))
        {
            return RedisError.WrongType;
        }

        string? refusal = null;
        var reader = new FieldReader(write.Fields);
        while (reader.TryNext(out var name, out var by))
        {
            string? error = hash!.Increment(name, by);
            refusal ??= error;
        }

        if (hash!.IsEmpty)
        {
            // It was made for this, and nothing could be counted.
            Remove(hash);
        }

        return refusal;
    }

    /// <summary>A stream, or null if the key is absent.</summary>
    /// <exception cref="StoreUnavailableException">The key holds something else.</exception>
    public EmbeddedStream? Stream(string key) =>
        TryGetStream(key, out var stream) ? stream : throw new StoreUnavailableException(RedisError.WrongType);

    /// <summary>A stream, or null if the key is absent.</summary>
    /// <returns>False if the key holds something else.</returns>
    public bool TryGetStream(string key, out EmbeddedStream? stream)
    {
        var value = Find(key);
        stream = value as EmbeddedStream;
        return value is null or EmbeddedStream;
    }

    /// <summary>A hash, or null if the key is absent.</summary>
    /// <exception cref="StoreUnavailableException">The key holds something else.</exception>
    public EmbeddedHash? Hash(string key) => Find(key) switch
    {
        null => null,
        EmbeddedHash hash => hash,
        _ => throw new StoreUnavailableException(RedisError.WrongType),
    };

    /// <summary>Carries out a command on a contract; every answer that changed it renews its expiry.</summary>
    /// <exception cref="StoreUnavailableException">The key holds something else.</exception>
    public ContractReply Contract(ContractCommand command)
    {
        Sweep();
        long timeToLive = EmbeddedStore.Milliseconds(ContractCommand.TimeToLive);
        var hash = Hash(command.Key);
        if (hash is null)
        {
            return command is StartContract starting
                ? new ContractMachine(Add(new EmbeddedHash(command.Key), timeToLive), (long)Clock).Start(starting)
                : new ContractReply(ContractOutcome.Missing);
        }

        var machine = new ContractMachine(hash, (long)Clock);
        if (machine.Other(command) is { } other)
        {
            return other;
        }

        if (command is StartContract)
        {
            return new(ContractOutcome.AlreadyStarted);
        }

        var reply = machine.Execute(command);
        if (reply.Outcome is ContractOutcome.Claimed or ContractOutcome.Renewed or ContractOutcome.Completed or ContractOutcome.Retrying or ContractOutcome.Failed)
        {
            Renew(hash, timeToLive);
        }

        return reply;
    }

    /// <summary>Takes a lease, or renews it.</summary>
    /// <returns>The holder, and the milliseconds left.</returns>
    /// <exception cref="StoreUnavailableException">The key holds something else.</exception>
    public (string Holder, long Left) Lease(string key, string holder, long duration)
    {
        Sweep();
        var lease = Find(key) switch
        {
            null => Add(new EmbeddedLease(key, holder), duration),
            EmbeddedLease held => held,
            _ => throw new StoreUnavailableException(RedisError.WrongType),
        };
        if (lease.Holder == holder)
        {
            lease.ExpiresAt = Expiry(duration);
        }

        return (lease.Holder, lease.ExpiresAt - Now);
    }

    /// <summary>Gives a lease back.</summary>
    public bool EndLease(string key, string holder)
    {
        if (Find(key) is not EmbeddedLease lease || lease.Holder != holder)
        {
            return false;
        }

        Remove(lease);
        return true;
    }

    /// <summary>Makes an empty stream where nothing is.</summary>
    public EmbeddedStream AddStream(string key, long timeToLive) => Add(new EmbeddedStream(key, newestGone), timeToLive);

    /// <summary>What is left of a key's time to live in milliseconds; null if it is absent.</summary>
    public long? TimeToLive(string key) => Find(key) is { } value ? value.ExpiresAt - Now : null;

    /// <summary>Deletes a key.</summary>
    public bool Remove(string key)
    {
        if (Find(key) is not { } value)
        {
            return false;
        }

        Remove(value);
        return true;
    }

    private StoredValue? Find(string key) => values.TryGetValue(key, out var value) ? Living(value) : null;

    private StoredValue? Find(ReadOnlySpan<byte> key) => valuesByUtf8.TryGetValue(key, out var value) ? Living(value) : null;

    private StoredValue? Living(StoredValue value)
    {
        if (value.ExpiresAt > Now)
        {
            return value;
        }

        Remove(value);
        return null;
    }

    private bool TryGetHash(in EncodedWrite write, out EmbeddedHash? hash)
    {
        Sweep();
        var found = Find(write.Key);
        hash = found as EmbeddedHash;
        if (found is not null && hash is null)
        {
            return false;
        }

        hash ??= Add(new EmbeddedHash(Utf8KeyComparer.Instance.Create(write.Key)), write.TimeToLiveMilliseconds);
        Renew(hash, write.TimeToLiveMilliseconds);
        return true;
    }

    private T Add<T>(T value, long timeToLive)
        where T : StoredValue
    {
        values.Add(value.Key, value);
        Renew(value, timeToLive);
        expiries.Enqueue(value, value.ExpiresAt);
        return value;
    }

    // Only ever longer: what a key holds may be owed a longer life than the newest write.
    private void Renew(StoredValue value, long timeToLive) => value.ExpiresAt = Math.Max(value.ExpiresAt, Expiry(timeToLive));

    private long Expiry(long timeToLive)
    {
        long now = Now;
        return timeToLive < long.MaxValue - now ? now + timeToLive : long.MaxValue;
    }

    private void Remove(StoredValue value)
    {
        value.IsRemoved = true;
        _ = values.Remove(value.Key);
        if (value is EmbeddedStream stream && stream.LastId > newestGone)
        {
            newestGone = stream.LastId;
        }
    }

    private void Sweep()
    {
        long now = Now;
        while (expiries.TryPeek(out var value, out long due) && due <= now)
        {
            _ = expiries.Dequeue();
            if (value.IsRemoved)
            {
                continue;
            }

            if (value.ExpiresAt > now)
            {
                expiries.Enqueue(value, value.ExpiresAt);
            }
            else
            {
                Remove(value);
            }
        }
    }
}
