using System.Text;

namespace Nika.Messaging.Redis.Commands;

/// <summary>
/// The state machine of a contract, a script for each command, on the contract's key alone. KEYS: the hash; ARGV: the contract's name and version, its time to
/// live, then what each script says. The answer is a list of text: the outcome's word first. The embedded store's <c>ContractMachine</c> says the same in C#.
/// </summary>
internal static class ContractScripts
{
    // Lua prints a large number as 1.7e+12 unless told otherwise; an empty table is an object to cjson.
    private const string Common =
        """
        local k=KEYS[1]
        local there=redis.call('TYPE',k).ok
        if there~='hash' and there~='none' then return redis.error_reply('WRONGTYPE the key holds a '..there) end
        local t=redis.call('TIME')
        local now=t[1]*1000+math.floor(t[2]/1000)
        local steps
        local ready={}
        local function get(f) return redis.call('HGET',k,f) end
        local function set(...) redis.call('HSET',k,...) end
        local function whole(n) return string.format('%.0f',n) end
        local function list(a) return #a==0 and '[]' or cjson.encode(a) end
        local function live() if redis.call('PTTL',k)<tonumber(ARGV[3]) then redis.call('PEXPIRE',k,ARGV[3]) end end
        local function all() steps=steps or cjson.decode(get('steps')) return steps end
        local function step(n) for _,s in ipairs(all()) do if s.number==n then return s end end end
        local function other()
        if there=='none' then return {'missing'} end
        local name,version=get('name') or '',get('version') or ''
        if name~=ARGV[1] or not get('steps') then return {'wrong_contract',name} end
        if version~=ARGV[2] then return {'wrong_version',version} end end
        local function mine(q) return get(q..':pod')==ARGV[5] and get(q..':attempt')==ARGV[6] end
        local function held(q) return get(q..':status')=='running' and mine(q) end
        local function fail(p,q,error)
        set('status','failed',p..':status','failed',p..':error',error,q..':status','failed',q..':error',error,p..':ended',whole(now),q..':ended',whole(now)) end
        local release
        local function finish(n,keys)
        set('step:'..n..':status','completed','step:'..n..':output',list(keys),'step:'..n..':ended',whole(now))
        release(n,keys) end
        function release(n,keys)
        for _,s in ipairs(all()) do
        if s.after==n then
        local p='step:'..s.number
        if not s.each then
        set(p..':status','ready',p..':input',list(s.input and keys or {}))
        ready[#ready+1]=tostring(s.number)
        elseif #keys==0 then
        set(p..':items',0,p..':done',0)
        finish(s.number,{})
        else
        set(p..':status','ready',p..':items',#keys,p..':done',0,p..':next',0)
        for i,key in ipairs(keys) do set(p..'.'..(i-1)..':input',list({key}),p..'.'..(i-1)..':status','ready') end
        ready[#ready+1]=tostring(s.number) end end end end
        local function ended()
        if get('status')~='running' then return '0' end
        for _,s in ipairs(all()) do if get('step:'..s.number..':status')~='completed' then return '0' end end
        set('status','completed')
        return '1' end
        """;

    /// <summary>Starts a contract. ARGV: steps, input.</summary>
    public static readonly byte[] Start = Script(
        """
        if there=='hash' then return other() or {'already_started'} end
        steps=cjson.decode(ARGV[4])
        set('name',ARGV[1],'version',ARGV[2],'status','running','steps',ARGV[4])
        for _,s in ipairs(steps) do set('step:'..s.number..':status','waiting') end
        release(0,cjson.decode(ARGV[5]))
        live()
        return {'started',ended(),unpack(ready)}
        """);

    /// <summary>Claims a step or an element. ARGV: step, pod, lease. Elements that nobody has had yet come first; only then is looked for those left lying.</summary>
    public static readonly byte[] Claim = Script(
        """
        local no=other()
        if no then return no end
        local p='step:'..ARGV[4]
        local status=get(p..':status')
        if not status or status=='waiting' then return {get('status')=='failed' and 'failed' or 'not_ready'} end
        if status=='completed' then return {'already_done'} end
        if status=='failed' or get('status')=='failed' then return {'failed',get(p..':error') or ''} end
        local function take(q,item)
        local n=(get(q..':attempt') or 0)+1
        set(q..':status','running',q..':pod',ARGV[5],q..':attempt',n,q..':deadline',whole(now+ARGV[6]),q..':started',whole(now))
        if item~='' then set(p..':status','running') redis.call('HSETNX',k,p..':started',whole(now)) end
        live()
        return {'claimed',item,tostring(n),get(q..':input')} end
        local soonest,holder
        local function try(q,item)
        local s=get(q..':status')
        if s=='ready' then return take(q,item) end
        if s~='running' then return nil end
        local left=get(q..':deadline')-now
        if left>0 then
        if not soonest or left<soonest then soonest,holder=left,get(q..':pod') end
        return nil end
        if tonumber(get(q..':attempt'))<step(tonumber(ARGV[4])).attempts then return take(q,item) end
        fail(p,q,'taken over '..get(q..':attempt')..' times, the last pod was '..get(q..':pod'))
        live()
        return {'failed',get(p..':error')} end
        local items=get(p..':items')
        if not items then
        local r=try(p,'')
        if r then return r end
        else
        local fresh=tonumber(get(p..':next'))
        if fresh<tonumber(items) then
        set(p..':next',fresh+1)
        return take(p..'.'..fresh,tostring(fresh)) end
        for i=0,items-1 do
        local r=try(p..'.'..i,tostring(i))
        if r then return r end end end
        return {'held',holder or '',whole(soonest or 0)}
        """);

    /// <summary>Renews a claim. ARGV: slot, pod, attempt, lease.</summary>
    public static readonly byte[] Renew = Script(
        """
        local no=other()
        if no then return no end
        local q='step:'..ARGV[4]
        if not held(q) then return {'lost',get(q..':pod') or ''} end
        set(q..':deadline',whole(now+ARGV[7]))
        live()
        return {'renewed'}
        """);

    /// <summary>Completes what is held. ARGV: slot, pod, attempt, output.</summary>
    public static readonly byte[] Complete = Script(
        """
        local no=other()
        if no then return no end
        local q='step:'..ARGV[4]
        if get(q..':status')=='completed' then
        if mine(q) then return {'completed','0'} end
        return {'already_done',get(q..':pod') or ''} end
        if not held(q) then return {'lost',get(q..':pod') or ''} end
        local keys=cjson.decode(ARGV[7])
        set(q..':status','completed',q..':output',list(keys),q..':ended',whole(now))
        redis.call('HDEL',k,q..':deadline',q..':error')
        local n=string.match(ARGV[4],'^%d+')
        local p='step:'..n
        if p==q then finish(tonumber(n),keys)
        elseif redis.call('HINCRBY',k,p..':done',1)==tonumber(get(p..':items')) then
        local all={}
        for i=0,get(p..':items')-1 do
        for _,key in ipairs(cjson.decode(get(p..'.'..i..':output'))) do all[#all+1]=key end end
        finish(tonumber(n),all) end
        live()
        return {'completed',ended(),unpack(ready)}
        """);

    /// <summary>Fails an attempt. ARGV: slot, pod, attempt, error.</summary>
    public static readonly byte[] Fail = Script(
        """
        local no=other()
        if no then return no end
        local q='step:'..ARGV[4]
        if not held(q) then return {'lost',get(q..':pod') or ''} end
        local n=string.match(ARGV[4],'^%d+')
        live()
        redis.call('HDEL',k,q..':deadline')
        if tonumber(ARGV[6])<step(tonumber(n)).attempts then
        set(q..':status','ready',q..':error',ARGV[7])
        return {'retrying','0',n} end
        fail('step:'..n,q,ARGV[7])
        return {'failed',ARGV[7]}
        """);

    private static byte[] Script(string body) => Encoding.UTF8.GetBytes(Common + "\n" + body);
}
