using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A pod's own write to Redis stays for ever. The library under the sources is StackExchange.Redis itself.</summary>
public sealed class NIKA207Tests
{
    private const string Expiry = "give it an 'expiry'";
    private const string Beside = "give the key an expiry beside it, by 'KeyExpire'";

    [Theory]
    [InlineData("void M(IDatabase db) => db.{|NIKA207:StringSet|}(\"a\", 1);", "StringSet", Expiry)]
    [InlineData("void M(IDatabase db) => db.{|NIKA207:StringSet|}(\"a\", 1, null);", "StringSet", Expiry)]
    [InlineData("void M(IDatabase db) => db.{|NIKA207:StringSet|}(\"a\", 1, expiry: default, flags: CommandFlags.FireAndForget);", "StringSet", Expiry)]
    [InlineData("Task M(IDatabaseAsync db) => db.{|NIKA207:StringSetAsync|}(\"a\", 1);", "StringSetAsync", Expiry)]
    [InlineData("Task M(IBatch batch, RedisKey key) => batch.{|NIKA207:HashSetAsync|}(key, \"field\", 1);", "HashSetAsync", Beside)]
    [InlineData("Task M(ITransaction all, string key) => all.{|NIKA207:ListLeftPushAsync|}(key, 1);", "ListLeftPushAsync", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:SetAdd|}(\"a\", 1); db.KeyExpire(\"b\", TimeSpan.FromHours(1)); }", "SetAdd", Beside)]
    [InlineData("void M(IDatabase db) => db.{|NIKA207:StringIncrement|}(\"a\");", "StringIncrement", Beside)]
    [InlineData("void M(IDatabase db) => db.{|NIKA207:SortedSetCombineAndStore|}(SetOperation.Union, \"to\", \"a\", \"b\");", "SortedSetCombineAndStore", Beside)]
    [InlineData("void M(IDatabase db, KeyValuePair<RedisKey, RedisValue>[] all) => db.{|NIKA207:StringSet|}(all);", "StringSet", Beside)]
    [InlineData("Action M(IDatabase? db) => () => db?.{|NIKA207:GeoAdd|}(\"a\", 1, 1, \"m\");", "GeoAdd", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:HashSet|}(\"a\", \"f\", 1); Console.WriteLine(db.KeyTimeToLive(\"a\")); }", "HashSet", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:StringAppend|}(\"a\", \"b\"); Console.WriteLine(db.StringGetWithExpiry(\"a\").Expiry); }", "StringAppend", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:SetAdd|}(\"a\", 1); db.KeyExpire(\"a\", default(TimeSpan?)); }", "SetAdd", Beside)]
    [InlineData("void M(IDatabase db) { db.KeyExpire(\"a\", TimeSpan.FromHours(1)); db.{|NIKA207:SetAdd|}(\"a\", 1); }", "SetAdd", Beside)]
    [InlineData("async Task M(IDatabase db, string id) { await db.KeyExpireAsync($\"a:{id}\", TimeSpan.FromHours(1)); await db.{|NIKA207:HashSetAsync|}($\"a:{id}\", \"f\", 1); }", "HashSetAsync", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:SetAdd|}(\"a\", 1); } void N(IDatabase db) => db.KeyExpire(\"a\", TimeSpan.FromHours(1));", "SetAdd", Beside)]
    [InlineData("void M(IDatabase db, string key) { db.{|NIKA207:SetAdd|}(key, 1); Console.WriteLine(GetTtl(key)); } static int GetTtl(string key) => key.Length;", "SetAdd", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:SetAdd|}(\"a\", 1); db.Execute(\"PERSIST\", \"a\"); db.Execute(\"EXPIRE\", \"b\", 60); }", "SetAdd", Beside)]
    [InlineData("void M(IDatabase db) { db.{|NIKA207:StringSet|}(new[] { new KeyValuePair<RedisKey, RedisValue>(\"a\", 1), new KeyValuePair<RedisKey, RedisValue>(\"b\", 1) }); db.KeyExpire(\"a\", TimeSpan.FromHours(1)); }", "StringSet", Beside)]
    [InlineData("void M(IDatabase db, KeyValuePair<RedisKey, RedisValue>[] all) { db.{|NIKA207:StringSet|}(all); db.KeyExpire(\"a\", TimeSpan.FromHours(1)); }", "StringSet", Beside)]
    [InlineData("void M(IDatabase db) => db.{|NIKA207:SortAndStore|}(\"to\", \"from\");", "SortAndStore", Beside)]
    public Task It_is_reported_where_it_is(string member, string method, string instead) =>
        Verify.ReportsAsync(In(member), $"What '{method}' writes stays for ever: {instead}");

    [Theory]
    [InlineData("void M(IDatabase db) => db.StringSet(\"a\", 1, TimeSpan.FromHours(1));")]
    [InlineData("void M(IDatabase db, TimeSpan? time) => db.StringSet(\"a\", 1, time);")]
    [InlineData("void M(IDatabase db) { db.HashSet(\"a\", \"f\", 1); db.KeyExpire(\"a\", TimeSpan.FromHours(1)); }")]
    [InlineData("async Task M(IDatabase db, string id) { await db.HashSetAsync($\"a:{id}\", \"f\", 1); await db.KeyExpireAsync($\"a:{id}\", TimeSpan.FromHours(1)); }")]
    [InlineData("void M(IDatabase db) { db.StringIncrement(\"a\"); db.StringSet(\"a\", 1, TimeSpan.FromHours(1)); }")]
    [InlineData("void M(IDatabase db, string key) { db.SetAdd(key, 1); db.Execute(\"expire\", key, 60); }")]
    [InlineData("void M(IDatabase db) { db.StringSet(new[] { new KeyValuePair<RedisKey, RedisValue>(\"a\", 1) }); db.KeyExpire(\"a\", TimeSpan.FromHours(1)); }")]
    [InlineData("void M(IDatabase db) { db.SetAdd(\"a\", 1); Later(); void Later() => db.KeyExpire(\"a\", TimeSpan.FromHours(1)); }")]
    [InlineData("void M(IBatch batch, RedisKey key) { _ = batch.ListLeftPushAsync(key, 1); _ = batch.KeyExpireAsync(key, DateTime.UtcNow); batch.Execute(); }")]
    [InlineData("void M(IDatabase db, string key) { db.SetAdd(key, 1); ExpireSoon(db, key); } static void ExpireSoon(IDatabase db, string key) => db.KeyExpire(key, TimeSpan.FromHours(1));")]
    [InlineData("void M(IDatabase db, KeyValuePair<RedisKey, RedisValue>[] all) { db.StringSet(all); foreach (var (key, _) in all) { db.KeyExpire(key, TimeSpan.FromHours(1)); } }")]
    [InlineData("void M(IDatabase db) { db.StringGet(\"a\"); db.KeyDelete(\"a\"); db.HashGetAll(\"a\"); db.ListLeftPop(\"a\"); }")]
    [InlineData("class Mine { public void StringSet(string key, int value) { } } void M(Mine mine) => mine.StringSet(\"a\", 1);")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(In(member));

    [Fact]
    public Task What_is_no_pod_may_own_keys_that_stay() => Verify.IsSilentAsync(
        In("void M(IDatabase db) => db.StringSet(\"a\", 1);") with { Properties = new Dictionary<string, string>(StringComparer.Ordinal) });

    [Theory]
    [InlineData("void M(IDatabase db) { db.StringSet(\"a\", 1); db.StringSet(\"b\", 1, null); }", "void M(IDatabase db) { db.StringSet(\"a\", 1, expiry: TimeSpan.FromHours(1)); db.StringSet(\"b\", 1, TimeSpan.FromHours(1)); }")]
    [InlineData("Task M(IDatabaseAsync db) => db.StringSetAsync(\"a\", 1, flags: CommandFlags.None, expiry: default);", "Task M(IDatabaseAsync db) => db.StringSetAsync(\"a\", 1, flags: CommandFlags.None, expiry: TimeSpan.FromHours(1));")]
    public Task It_is_fixed_by_an_expiry(string before, string after) => VerifyFix.FixesAllAsync(ExpiryFix.Key, In(before), In(after));

    [Fact]
    public Task What_takes_no_expiry_is_left_to_people() => VerifyFix.OffersNothingAsync(In("void M(IDatabase db) => db.SetAdd(\"a\", 1);"));

    private static Scenario In(string member) => Scenario.Pod("using StackExchange.Redis;\nnamespace App; public sealed class Pod\n{\n    " + member + "\n}");
}
