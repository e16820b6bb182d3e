namespace Nika.Messaging.Conformance.Memory.Suite;

/// <summary>Counting by the values of a field.</summary>
public abstract class FacetFacts<TSubject> : MemoryFacts<TSubject>
    where TSubject : IMemorySubject
{
    public static TheoryData<string> FieldNames => ["domain", "type", "pod", "status", "job_id", "schema", "tags", "data.note", "data.step", "data.final", "data.files"];

    [Theory]
    [MemberData(nameof(FieldNames))]
    public async Task Counts_what_a_plain_loop_counts(string name)
    {
        MemoryField[] known = [.. Meta.All, TestEvents.Note, TestEvents.Step, TestEvents.Final, TestEvents.Files];
        var field = known.Single(field => field.Name == name);
        var random = new Random(9);
        MemoryEvent[] events = [.. Enumerable.Range(0, 300).Select(_ => TestEvents.Random(random))];
        await Memory.RememberAsync(events, Cancellation);
        var filter = Meta.Status == EntityStatus.Failed || Meta.Status == EntityStatus.Completed;

        var expected = events
            .Where(candidate => FilterModel.Holds(filter, candidate))
            .SelectMany(candidate => FilterModel.Elements(field, candidate).Where(element => element.ValueKind != System.Text.Json.JsonValueKind.Null).Select(element => element.ToString()).Distinct(StringComparer.Ordinal))
            .GroupBy(static value => value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.OrdinalIgnoreCase);
        var facets = await Memory.FacetAsync(field, filter, cancellationToken: Cancellation);

        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), facets.Select(facet => KeyValuePair.Create(facet.Value.ToString(), facet.Count)).OrderBy(pair => pair.Key, StringComparer.Ordinal), new PairComparer());
        Assert.Equal(facets.Select(facet => facet.Count).OrderDescending(), facets.Select(facet => facet.Count));
        Assert.All(facets, facet => Assert.Equal(field.Kind, facet.Value.Kind));
    }

    [Fact]
    public async Task The_limit_keeps_the_most_frequent()
    {
        string[] domains = ["a", "b", "b", "c", "c", "c", "c"];
        await Memory.RememberAsync([.. domains.Select(domain => TestEvents.Of(new NikaMeta { Domain = domain }))], Cancellation);
        Assert.Equal([new(MemoryValue.Of("c"), 4), new(MemoryValue.Of("b"), 2)], await Memory.FacetAsync(Meta.Domain, MemoryFilter.All, 2, Cancellation));
        Assert.Empty(await Memory.FacetAsync(Meta.Intent, MemoryFilter.All, 2, Cancellation));
    }

    [Fact]
    public async Task An_event_that_says_a_value_twice_counts_once()
    {
        await Memory.RememberAsync([TestEvents.Of(new NikaMeta { Tags = ["slow", "slow"] }), TestEvents.Of(new NikaMeta { Tags = ["slow", "new"] })], Cancellation);
        Assert.Equal([new(MemoryValue.Of("slow"), 2), new(MemoryValue.Of("new"), 1)], await Memory.FacetAsync(Meta.Tags, MemoryFilter.All, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task What_has_no_facets_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.FacetAsync(Meta.Time, MemoryFilter.All, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.FacetAsync(TestEvents.Score, MemoryFilter.All, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.FacetAsync(Meta.Domain, MemoryFilter.All, 0, Cancellation));
    }

    // JSON's true is "True" as text of an element, "true" as a value's.
    private sealed class PairComparer : IEqualityComparer<KeyValuePair<string, long>>
    {
        public bool Equals(KeyValuePair<string, long> x, KeyValuePair<string, long> y) => x.Value == y.Value && string.Equals(x.Key, y.Key, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(KeyValuePair<string, long> obj) => obj.Value.GetHashCode();
    }
}
