namespace Nika.Messaging.Conformance.Memory.Suite;

/// <summary>Forgetting.</summary>
public abstract class ForgetFacts<TSubject> : MemoryFacts<TSubject>
    where TSubject : IMemorySubject
{
    [Fact]
    public async Task The_dry_run_counts_and_changes_nothing()
    {
        await Memory.RememberAsync([TestEvents.Of(new NikaMeta { Domain = "a" }), TestEvents.Of(new NikaMeta { Domain = "b" })], Cancellation);
        var plan = await Memory.PlanForgetAsync(Meta.Domain == "a", Cancellation);
        Assert.Equal(1, plan.Count);
        Assert.Equal(Meta.Domain == "a", plan.Filter);
        Assert.Equal(2, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    [Fact]
    public async Task What_is_forgotten_is_found_in_no_way_and_the_rest_still_is()
    {
        var gone = TestEvents.Of(new NikaMeta { Domain = "a" }, "The hook was slow");
        var kept = TestEvents.Of(new NikaMeta { Domain = "b" }, "The hook was slow too");
        await Memory.RememberAsync([gone, kept], Cancellation);

        Assert.Equal(1, await Memory.ForgetAsync(await Memory.PlanForgetAsync(Meta.Domain == "a", Cancellation), Cancellation));

        Assert.Equal(1, await Memory.CountAsync(MemoryFilter.All, Cancellation));
        Assert.Equal(kept.Id, Assert.Single(await Memory.GetAsync([gone.Id, kept.Id], Cancellation)).Id);
        Assert.Equal(kept.Id, Assert.Single(await Memory.RecallAsync("slow hook", cancellationToken: Cancellation)).Event.Id);
        Assert.Equal([kept.Id], await ScrollIdsAsync(MemoryFilter.All));
        Assert.Equal([new(MemoryValue.Of("b"), 1)], await Memory.FacetAsync(Meta.Domain, MemoryFilter.All, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Everything_can_be_forgotten_and_remembered_again()
    {
        MemoryEvent[] events = [.. Enumerable.Range(0, 300).Select(i => TestEvents.Of(default, "event " + i))];
        await Memory.RememberAsync(events, Cancellation);
        Assert.Equal(300, await Memory.ForgetAsync(new ForgetPlan(MemoryFilter.All, 300), Cancellation));
        Assert.Equal(0, await Memory.ForgetAsync(new ForgetPlan(MemoryFilter.All, 300), Cancellation));
        Assert.Empty(await Memory.RecallAsync("event", cancellationToken: Cancellation));

        await Memory.RememberAsync(events, Cancellation);
        Assert.Equal(300, await Memory.CountAsync(MemoryFilter.All, Cancellation));
        Assert.Equal("event 7", (await Memory.RecallAsync("event 7", cancellationToken: Cancellation))[0].Event.Text);
    }

    [Fact]
    public async Task What_comes_in_the_place_of_the_forgotten_is_not_found_by_its_words()
    {
        // A word that only the forgotten one had must not lift what took its place.
        string[] texts = ["zebra", "the nightly import of the index is done", "a pod was restarted"];
        await Memory.RememberAsync([.. texts.Reverse().Select(static text => TestEvents.Of(default, text))], Cancellation);
        var before = await Memory.RecallAsync("nightly zebra", limit: 3, cancellationToken: Cancellation);
        Assert.Equal(texts[0], before[0].Event.Text);

        Assert.Equal(1, await Memory.ForgetAsync(new ForgetPlan(Meta.Id == before[0].Event.Id, 1), Cancellation));
        await Memory.RememberAsync([TestEvents.Of(default, "everything is quiet")], Cancellation);
        var after = await Memory.RecallAsync("nightly zebra", limit: 3, cancellationToken: Cancellation);
        Assert.Equal(texts[1], after[0].Event.Text);
    }
}
