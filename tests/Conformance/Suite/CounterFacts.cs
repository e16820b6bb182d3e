using System.Globalization;
using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Counters in hashes.</summary>
public abstract class CounterFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task Counters_begin_at_nought_and_add_up()
    {
        string key = NewKey();
        await IncrementAsync(key, ("read", "1"), ("write", "5"));
        await IncrementAsync(key, ("read", "41"), ("write:errors", "0"));

        Assert.Equal(["read=42", "write:errors=0", "write=5"], await CountersAsync(key));
    }

    [Fact]
    public async Task Negative_numbers_subtract()
    {
        string key = NewKey();
        await IncrementAsync(key, ("a", "-3"));
        await IncrementAsync(key, ("a", "10"), ("b", "-9223372036854775808"));
        await IncrementAsync(key, ("a", "-7"));

        Assert.Equal(["a=0", "b=-9223372036854775808"], await CountersAsync(key));
    }

    [Fact]
    public async Task Counting_sets_and_renews_the_time_to_live()
    {
        string key = NewKey();
        await IncrementAsync(key, ("a", "1"));
        await Subject.ElapseAsync(Brief, async () => await Subject.TimeToLiveAsync(key) <= Hour - Brief);
        var worn = await Subject.TimeToLiveAsync(key);
        await IncrementAsync(key, ("a", "1"));

        var renewed = (await Subject.TimeToLiveAsync(key))!.Value;
        Assert.True(renewed > worn && renewed <= Hour, $"{worn} became {renewed}");
    }

    [Fact]
    public async Task A_shorter_time_to_live_cuts_no_longer_one_short()
    {
        string key = NewKey();
        await IncrementAsync(key, ("a", "1"));
        _ = await Subject.WriteAsync(WriteKind.Increment, key, Fields.Of(("a", "1")), TimeSpan.FromMinutes(1));

        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, Hour / 2, Hour);
    }

    [Theory]
    [InlineData("9223372036854775807", "1", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-1", "-9223372036854775808")]
    [InlineData("5000000000000000000", "5000000000000000000", "5000000000000000000")]
    public async Task Overflow_is_refused_and_changes_nothing(string first, string second, string left)
    {
        string key = NewKey();
        await IncrementAsync(key, ("a", first));
        var result = await Subject.WriteAsync(WriteKind.Increment, key, Fields.Of(("a", second)), Hour);

        Assert.Equal(PublishStatus.Degraded, result.Status);
        Assert.StartsWith("Rejected: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains("overflow", result.Reason, StringComparison.Ordinal);
        Assert.Equal([$"a={left}"], await CountersAsync(key));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("-0")]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    public async Task Only_integers_can_be_counted_on(string value)
    {
        string key = NewKey();
        _ = await Subject.WriteAsync(WriteKind.ReplaceHash, key, Fields.Of(("a", value), ("b", "1")), Hour);
        var result = await Subject.WriteAsync(WriteKind.Increment, key, Fields.Of(("a", "1")), Hour);

        Assert.Equal(PublishStatus.Degraded, result.Status);
        Assert.Contains("not an integer", result.Reason, StringComparison.Ordinal);
        Assert.Equal([$"a={value}", "b=1"], await CountersAsync(key));
    }

    [Fact]
    public async Task Text_that_is_an_integer_can_be_counted_on_and_the_rest_stays()
    {
        string key = NewKey();
        _ = await Subject.WriteAsync(WriteKind.ReplaceHash, key, Fields.Of(("a", "41"), ("b", "text")), Hour);
        await IncrementAsync(key, ("a", "1"), ("c", "1"));

        Assert.Equal(["a=42", "b=text", "c=1"], await CountersAsync(key));
    }

    [Fact]
    public async Task A_replaced_hash_starts_over()
    {
        string key = NewKey();
        await IncrementAsync(key, ("a", "1"), ("b", "1"));
        _ = await Subject.WriteAsync(WriteKind.ReplaceHash, key, Fields.Of(("a", "10")), Hour);
        await IncrementAsync(key, ("a", "1"));

        Assert.Equal(["a=11"], await CountersAsync(key));
    }

    [Fact]
    public async Task Counting_from_many_threads_loses_nothing()
    {
        string key = NewKey();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                await IncrementAsync(key, ("all", "1"), ($"worker:{worker}", "2"));
            }
        })));

        var counters = await CountersAsync(key);
        Assert.Equal(["all=2000", "worker:0=1000", "worker:1=1000", "worker:2=1000", "worker:3=1000"], counters);
    }

    private async Task IncrementAsync(string key, params (string Name, string By)[] counters)
    {
        var result = await Subject.WriteAsync(WriteKind.Increment, key, Fields.Of(counters), Hour);
        Assert.Equal(PublishStatus.Delivered, result.Status);
    }

    private async Task<string[]> CountersAsync(string key)
    {
        var hash = await Subject.HashAsync(key);
        Assert.NotNull(hash);
        return [.. Entry.PairsOf(hash.Reader).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name}={Encoding.UTF8.GetString(pair.Value)}")).Order(StringComparer.Ordinal)];
    }
}
