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
local no=other()
if no then return no end
local q='step:'..ARGV[4]
if not held(q) then return {'lost',get(q..':pod') or ''} end
set(q..':deadline',whole(now+ARGV[7]))
live()
return {'renewed'}