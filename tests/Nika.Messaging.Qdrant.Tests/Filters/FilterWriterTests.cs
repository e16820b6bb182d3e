using System.Text;
using Nika.Messaging.Qdrant.Filters;

namespace Nika.Messaging.Qdrant.Tests.Filters;

public sealed class FilterWriterTests
{
    private static readonly IntegerField Step = new(MemoryPlace.Data, "step", null);
    private static readonly BooleanField Done = new(MemoryPlace.Data, "done", null);
    private static readonly NumberField Cost = new(MemoryPlace.Data, "cost", null);

    public static TheoryData<MemoryFilter, string> Cases => new()
    {
        { MemoryFilter.All, """{"must":[]}""" },
        { MemoryFilter.None, """{"should":[]}""" },
        { Meta.Domain == "a\"b", """{"must":[{"key":"NIKA_META.domain","match":{"value":"a\"b"}}]}""" },
        { Meta.Domain != "x", """{"must_not":[{"key":"NIKA_META.domain","match":{"value":"x"}}]}""" },
        { Meta.Type == "t", """{"must":[{"key":"type","match":{"value":"t"}}]}""" },
        { Meta.Domain.In("x", "y", "x"), """{"must":[{"key":"NIKA_META.domain","match":{"any":["x","y"]}}]}""" },
        { Meta.Status == EntityStatus.Failed || Meta.EntityKind == EntityKind.Job, """{"should":[{"key":"NIKA_META.status","match":{"value":"failed"}},{"key":"NIKA_META.entity_kind","match":{"value":"JOB"}}]}""" },
        { !(Meta.Domain == "x" && Meta.Intent == "y"), """{"must_not":[{"must":[{"key":"NIKA_META.domain","match":{"value":"x"}},{"key":"NIKA_META.intent","match":{"value":"y"}}]}]}""" },
        { MemoryFilter.Or(MemoryFilter.All, Meta.Domain == "x"), """{"should":[{"must":[]},{"key":"NIKA_META.domain","match":{"value":"x"}}]}""" },
        { Meta.Domain == "x" && MemoryFilter.None, """{"must":[{"key":"NIKA_META.domain","match":{"value":"x"}},{"should":[]}]}""" },
        { Step == 3, """{"must":[{"key":"data.step","match":{"value":3}}]}""" },
        { Step >= 3 && Step < 5, """{"must":[{"key":"data.step","range":{"gte":3}},{"key":"data.step","range":{"lt":5}}]}""" },
        { MemoryFilter.Range(Step, new(MemoryValue.Of(long.MaxValue), true), new(MemoryValue.Of(long.MaxValue), true)), """{"must":[{"key":"data.step","match":{"value":9223372036854775807}}]}""" },
        { MemoryFilter.Range(Step, new(MemoryValue.Of(3), false), new(MemoryValue.Of(5), true)), """{"must":[{"key":"data.step","range":{"gt":3,"lte":5}}]}""" },
        { MemoryFilter.Range(Step, new(MemoryValue.Of(5), true), new(MemoryValue.Of(3), true)), """{"must":[{"should":[]}]}""" },
        { MemoryFilter.Range(Step, new(MemoryValue.Of(5), true), new(MemoryValue.Of(5), false)), """{"must":[{"should":[]}]}""" },
        { Cost > 1.5, """{"must":[{"key":"data.cost","range":{"gt":1.5}}]}""" },
        { Cost == 0.1, """{"must":[{"key":"data.cost","range":{"gte":0.1,"lte":0.1}}]}""" },
        { Done == true, """{"must":[{"key":"data.done","match":{"value":true}}]}""" },
        { MemoryFilter.AnyOf(Done, MemoryValue.Of(true), MemoryValue.Of(false)), """{"must":[{"should":[{"key":"data.done","match":{"value":true}},{"key":"data.done","match":{"value":false}}]}]}""" },
        { Meta.Tags.IsEmpty, """{"must":[{"is_empty":{"key":"NIKA_META.tags"}}]}""" },
        { Done.IsNull, """{"must":[{"is_null":{"key":"data.done"}}]}""" },
        { Meta.Id == Events.Id(1), """{"must":[{"has_id":["00000001-7000-4000-8000-000000000001"]}]}""" },
        { MemoryFilter.AnyOf(Meta.Id, MemoryValue.Of("no id")), """{"must":[{"has_id":[]}]}""" },
        { new TextField(MemoryPlace.Data, "a.b[0]", null) == "x", """{"must":[{"key":"data.\"a.b[0]\"","match":{"value":"x"}}]}""" },
        { Meta.Time < new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.FromHours(2)), """{"must":[{"key":"NIKA_META.ts","range":{"lt":"2026-04-01T00:00:00.000000Z"}}]}""" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void A_filter_is_written_as_Qdrant_means_it(MemoryFilter filter, string expected)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        FilterWriter.Write(filter, ref writer);
        writer.Complete();

        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void A_member_that_no_key_can_name_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => PayloadField.Of(new TextField(MemoryPlace.Data, "a\"b", null)));

        Assert.StartsWith("Qdrant has no key for a member with a quote in its name: data.a\"b.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fields_of_a_filter_are_those_whose_payload_it_looks_at()
    {
        HashSet<PayloadField> fields = [];
        FilterWriter.AddFields((Meta.Domain == "x" || !(Step > 3)) && Done.IsNull && Meta.Tags.IsEmpty && Meta.Id == Events.Id(1), fields);

        Assert.Equal(["NIKA_META.domain keyword", "NIKA_META.tags keyword", "data.done bool", "data.step integer"], fields.Select(field => $"{field.Key} {field.Index}").Order(StringComparer.Ordinal));
    }
}
