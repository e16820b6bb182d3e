namespace Nika.Messaging.Redis.Commands;

/// <summary>The Lua of what members of a group do for one another.</summary>
internal static class GroupScripts
{
    /// <summary>
    /// Hands entries that a consumer still holds to another name, without counting a delivery. KEYS: the stream; ARGV: group, consumer,
    /// offer, how much to take off the delivery counts, ids. Answers how many.
    /// </summary>
    public static ReadOnlySpan<byte> Release =>
        """
        local n=0
        for i=5,#ARGV do
        local p=redis.pcall('XPENDING',KEYS[1],ARGV[1],ARGV[i],ARGV[i],1,ARGV[2])
        if p.err then return p end
        if #p>0 then
        local c=math.max(p[1][4]-ARGV[4],0)
        n=n+#redis.call('XCLAIM',KEYS[1],ARGV[1],ARGV[3],0,ARGV[i],'IDLE',0,'RETRYCOUNT',c,'JUSTID') end end
        return n
        """u8;

    /// <summary>
    /// Takes what was released. KEYS: the stream; ARGV: group, consumer, count, offers. Answers as <see cref="Scripts.Claim"/> does.
    /// </summary>
    public static ReadOnlySpan<byte> TakeReleased =>
        """
        local ids,counts={},{}
        for i=4,#ARGV do
        local left=ARGV[3]-#ids
        if left>0 then
        local p=redis.pcall('XPENDING',KEYS[1],ARGV[1],'-','+',left,ARGV[i])
        if p.err then return p end
        for _,e in ipairs(p) do ids[#ids+1]=e[1] counts[e[1]]=e[4]+1 end end end
        local got=#ids>0 and redis.call('XCLAIM',KEYS[1],ARGV[1],ARGV[2],0,unpack(ids)) or {}
        local n,gone={},{}
        for i,e in ipairs(got) do n[i]=counts[e[1]] counts[e[1]]=nil end
        for _,id in ipairs(ids) do if counts[id] then gone[#gone+1]=id end end
        return {'0-0',got,gone,n}
        """u8;

    /// <summary>Takes or renews a lease. KEYS: the lease; ARGV: holder, milliseconds. Answers the holder and the milliseconds left.</summary>
    public static ReadOnlySpan<byte> Lease =>
        """
        local h=redis.call('GET',KEYS[1])
        if not h or h==ARGV[1] then redis.call('SET',KEYS[1],ARGV[1],'PX',ARGV[2]) return {ARGV[1],ARGV[2]} end
        return {h,redis.call('PTTL',KEYS[1])}
        """u8;

    /// <summary>Ends a lease. KEYS: the lease; ARGV: holder. Answers 1 if it had it.</summary>
    public static ReadOnlySpan<byte> EndLease =>
        """
        if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end
        return 0
        """u8;

    /// <summary>
    /// Removes consumers that are gone, looking in the same step that they have nothing pending: XGROUP DELCONSUMER would destroy it.
    /// KEYS: the stream; ARGV: group, who to keep, idle time. Answers their names.
    /// </summary>
    public static ReadOnlySpan<byte> Reap =>
        """
        local r=redis.pcall('XINFO','CONSUMERS',KEYS[1],ARGV[1])
        if r.err then return r end
        local gone={}
        for _,c in ipairs(r) do
        local f={}
        for i=1,#c,2 do f[c[i]]=c[i+1] end
        if f.pending==0 and f.idle>=tonumber(ARGV[3]) and f.name~=ARGV[2] then
        redis.call('XGROUP','DELCONSUMER',KEYS[1],ARGV[1],f.name)
        gone[#gone+1]=f.name end end
        return gone
        """u8;

    /// <summary>
    /// How a group stands. KEYS: the stream; ARGV: group. Answers lag, pending, the milliseconds since the oldest pending entry was
    /// added (-1: none) and consumers; nothing if there is no such group. The lag is null after deletes: then we count, not without end.
    /// </summary>
    public static ReadOnlySpan<byte> Figures =>
        """
        local groups=redis.pcall('XINFO','GROUPS',KEYS[1])
        if groups.err then return groups end
        for _,g in ipairs(groups) do
        local f={}
        for i=1,#g,2 do f[g[i]]=g[i+1] end
        if f.name==ARGV[1] then
        local lag=f.lag or #redis.call('XRANGE',KEYS[1],'('..f['last-delivered-id'],'+','COUNT',1000)
        local age=-1
        if f.pending>0 then
        local id=redis.call('XPENDING',KEYS[1],ARGV[1],'-','+',1)[1][1]
        local t=redis.call('TIME')
        age=math.max(0,t[1]*1000+math.floor(t[2]/1000)-string.match(id,'^%d+')) end
        return {lag,f.pending,age,f.consumers} end end
        return {}
        """u8;
}
