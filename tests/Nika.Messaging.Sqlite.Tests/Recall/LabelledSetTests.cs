namespace Nika.Messaging.Sqlite.Tests.Recall;

public sealed class LabelledSetTests
{
    [Fact]
    public void It_is_as_large_as_the_figures_claim()
    {
        Assert.InRange(LabelledSet.Events.Count, 300, int.MaxValue);
        Assert.InRange(LabelledSet.Queries.Count, 60, int.MaxValue);
        Assert.Equal([40, 20, 20], LabelledSet.Queries.CountBy(query => query.HeldBack).OrderBy(round => round.Key).Select(round => round.Value));
        Assert.Equal(["misspelling", "paraphrase", "word form"], LabelledSet.Queries.Select(query => query.Kind).Distinct().Order());
    }

    [Fact]
    public void Every_label_names_an_event_and_no_query_copies_its_answer()
    {
        var texts = LabelledSet.Events.ToDictionary(labelled => labelled.Id, labelled => labelled.Text);
        Assert.All(LabelledSet.Queries, query =>
        {
            Assert.InRange(query.Relevant.Count, 1, 10);
            Assert.Distinct(query.Relevant);
            Assert.All(query.Relevant, id => Assert.DoesNotContain(query.Text, texts[id], StringComparison.OrdinalIgnoreCase));
        });
    }
}
