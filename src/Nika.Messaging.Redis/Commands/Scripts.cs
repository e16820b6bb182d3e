namespace Nika.Messaging.Redis.Commands;

/// <summary>
/// The Lua we send, always whole (EVAL): with EVALSHA a server that had forgotten a script could refuse the expiry of a key just
/// written. A script looks at the key's type before it gives an expiry, so a key that isn't ours never gets one.
/// </summary>
internal static class Scripts
{
    /// <summary>
    /// Expires keys just written. KEYS: the keys; ARGV: for each the type it must have and its time to live. An expiry is only ever
    /// made longer: what a stream holds may be owed a longer life than the newest entry.
    /// </summary>
    public static ReadOnlySpan<byte> Expire =>
        """
        for i,k in ipairs(KEYS) do local t=tonumber(ARGV[2*i])
        if redis.call('TYPE',k).ok==ARGV[2*i-1] and redis.call('PTTL',k)<t then redis.call('PEXPIRE',k,t) end end
        """u8;

    /// <summary>Replaces a hash and expires it. KEYS: the hash; ARGV: time to live, then fields and values in turns.</summary>
    public static ReadOnlySpan<byte> ReplaceHash =>
        """
        local k=KEYS[1]
        local t=redis.call('TYPE',k).ok
        if t~='hash' and t~='none' then return redis.error_reply('WRONGTYPE the key holds a '..t) end
        redis.call('DEL',k)
        for i=2,#ARGV,200 do redis.call('HSET',k,unpack(ARGV,i,math.min(i+199,#ARGV))) end
        redis.call('PEXPIRE',k,ARGV[1])
        return 1
        """u8;

    /// <summary>
    /// Replaces a hash only if there is none or its envelope is older: times are compared as text, all written alike. KEYS: the hash; ARGV: time to
    /// live, then fields and values in turns. Answers 1 if it was written.
    /// </summary>
    public static ReadOnlySpan<byte> ReplaceOlderHash =>
        """
        local k=KEYS[1]
        local t=redis.call('TYPE',k).ok
        if t~='hash' and t~='none' then return redis.error_reply('WRONGTYPE the key holds a '..t) end
        if t=='hash' then
        local function ts(m) return m and string.match(m,'"ts":"([^"]*)"') end
        local ours
        for i=2,#ARGV,2 do if ARGV[i]=='NIKA_META' then ours=ts(ARGV[i+1]) end end
        local theirs=ts(redis.call('HGET',k,'NIKA_META'))
        if not ours or not theirs or theirs>=ours then return 0 end end
        redis.call('DEL',k)
        for i=2,#ARGV,200 do redis.call('HSET',k,unpack(ARGV,i,math.min(i+199,#ARGV))) end
        redis.call('PEXPIRE',k,ARGV[1])
        return 1
        """u8;

    /// <summary>Appends an entry and expires the stream. KEYS: the stream; ARGV: time to live, then fields and values in turns.</summary>
    public static ReadOnlySpan<byte> Append =>
        """
        local id=redis.call('XADD',KEYS[1],'*',unpack(ARGV,2))
        if redis.call('PTTL',KEYS[1])<tonumber(ARGV[1]) then redis.call('PEXPIRE',KEYS[1],ARGV[1]) end
        return id
        """u8;

    /// <summary>Appends an entry to a stream that keeps its newest, and expires it. KEYS: the stream; ARGV: time to live, about how many to keep, then fields and values in turns.</summary>
    public static ReadOnlySpan<byte> AppendBounded =>
        """
        local id=redis.call('XADD',KEYS[1],'MAXLEN','~',ARGV[2],'*',unpack(ARGV,3))
        if redis.call('PTTL',KEYS[1])<tonumber(ARGV[1]) then redis.call('PEXPIRE',KEYS[1],ARGV[1]) end
        return id
        """u8;

    /// <summary>
    /// Creates a group if it is missing, and its stream; a stream without expiry gets one. KEYS: the stream; ARGV: group, id to start
    /// after, time to live. Answers 1 if the group was created.
    /// </summary>
    public static ReadOnlySpan<byte> EnsureGroup =>
        """
        local r=redis.pcall('XGROUP','CREATE',KEYS[1],ARGV[1],ARGV[2],'MKSTREAM')
        if r.err and string.sub(r.err,1,9)~='BUSYGROUP' then return r end
        if redis.call('PTTL',KEYS[1])==-1 then redis.call('PEXPIRE',KEYS[1],ARGV[3]) end
        return r.err and 0 or 1
        """u8;

    /// <summary>
    /// Claims entries that have been idle, and tells how often each was delivered. KEYS: the stream; ARGV: group, consumer, idle time,
    /// cursor, count. Answers XAUTOCLAIM's three elements and the delivery counts.
    /// </summary>
    public static ReadOnlySpan<byte> Claim =>
        """
        local r=redis.pcall('XAUTOCLAIM',KEYS[1],ARGV[1],ARGV[2],ARGV[3],ARGV[4],'COUNT',ARGV[5])
        if r.err then return r end
        local n={}
        for i,e in ipairs(r[2]) do n[i]=redis.call('XPENDING',KEYS[1],ARGV[1],e[1],e[1],1)[1][4] end
        return {r[1],r[2],r[3] or {},n}
        """u8;

    /// <summary>
    /// Restarts the idle clock of those entries that the consumer still holds: a plain XCLAIM would take them back from whoever has claimed them since.
    /// KEYS: the stream; ARGV: group, consumer, ids.
    /// </summary>
    public static ReadOnlySpan<byte> Renew =>
        """
        local n=0
        for i=3,#ARGV do
        local p=redis.pcall('XPENDING',KEYS[1],ARGV[1],ARGV[i],ARGV[i],1,ARGV[2])
        if p.err then return p end
        if #p>0 then redis.call('XCLAIM',KEYS[1],ARGV[1],ARGV[2],0,ARGV[i],'JUSTID') n=n+1 end end
        return n
        """u8;

    /// <summary>
    /// How far a group has come. KEYS: the stream; ARGV: group, count. Answers the last delivered id, then pending ids; nothing if
    /// there is no such group.
    /// </summary>
    public static ReadOnlySpan<byte> Position =>
        """
        local groups=redis.pcall('XINFO','GROUPS',KEYS[1])
        if groups.err then return groups end
        for _,g in ipairs(groups) do
        local f={}
        for i=1,#g,2 do f[g[i]]=g[i+1] end
        if f.name==ARGV[1] then
        local r={f['last-delivered-id']}
        for i,p in ipairs(redis.call('XPENDING',KEYS[1],ARGV[1],'-','+',ARGV[2])) do r[i+1]=p[1] end
        return r end end
        return {}
        """u8;
}
