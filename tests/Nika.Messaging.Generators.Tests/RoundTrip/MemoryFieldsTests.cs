using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class MemoryFieldsTests
{
    private static readonly Guid Run = new("0197a1b2-0000-7000-8000-00000000000a");

    public static TheoryData<MemoryFilter, string> Conditions => new()
    {
        { Remembered.Fields.JobId == new JobId("job-1"), "data.job_id=job-1" },
        { Remembered.Fields.Reason == "it said \"no\"", """data.why="it said \"no\"" """.TrimEnd() },
        { Remembered.Fields.Round > 2, "data.round>2" },
        { Remembered.Fields.Score.Between(0.5, 1), "data.score=0.5..1" },
        { Remembered.Fields.IsFinal == true, "data.is_final=true" },
        { Remembered.Fields.Run == Run, $"data.run={Run}" },
        { Remembered.Fields.At.In(2026, 4), "data.at=2026-04" },
        { Remembered.Fields.Mood.In(Mood.Calm, Mood.Burning), "data.mood=calm,ON-FIRE" },
        { Remembered.Fields.Files == "a.cs", "data.files=a.cs" },
        { Remembered.Fields.Files.IsEmpty, "data.files:empty" },
        { Remembered.Fields.Reason.IsNull, "data.why:null" },
        { Remembered.Fields.Round != 2, "-data.round=2" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_on_a_members_descriptor_also_asks_for_the_type(MemoryFilter filter, string condition) =>
        Assert.Equal("type=remembered " + condition, filter.ToString());

    [Fact]
    public void The_descriptor_lists_the_fields_and_the_member_that_is_the_text()
    {
        var descriptor = MessageDescriptor.Of<Remembered>();
        Assert.Equal(
            ["data.job_id", "data.why", "data.round", "data.score", "data.is_final", "data.run", "data.at", "data.mood", "data.files"],
            descriptor.MemoryFields.Select(field => field.Name));
        Assert.Equal("why", descriptor.MemoryTextMember);
    }

    [Fact]
    public void A_message_that_memory_never_sees_has_none()
    {
        Assert.Empty(MessageDescriptor.Of<StepResult>().MemoryFields);
        Assert.Null(MessageDescriptor.Of<StepResult>().MemoryTextMember);
    }

    [Fact]
    public void A_member_of_the_same_name_stays_what_it_is() =>
        Assert.Equal("type=own_fields data.fields=x", (OwnFields.MemoryFields.Fields == "x").ToString());

    [Fact]
    public void Both_names_of_a_field_are_known_in_text()
    {
        var fields = MemoryFieldSet.Envelope.With<Remembered>().With<OwnFields>();
        Assert.Equal(Remembered.Fields.Round > 2, MemoryFilter.Parse("remembered.round>2", fields));
        Assert.Equal(MemoryFilter.Range(Remembered.Fields.Round, new MemoryBound(MemoryValue.Of(2), false), null), MemoryFilter.Parse("data.round>2", fields));
        Assert.Equal(!(Remembered.Fields.Round == 2), MemoryFilter.Parse("-remembered.round=2", fields));
        Assert.Equal(Remembered.Fields.Round != 2, MemoryFilter.Parse("remembered.round!=2", fields));
    }

    [Theory]
    [InlineData("remembered.ruond=1", "did you mean 'remembered.round'?")]
    [InlineData("remembered.mood=ONFIRE", "did you mean 'ON-FIRE'?")]
    [InlineData("remembered.run=x", "'data.run' holds a GUID, and 'x' is none")]
    [InlineData("data.round=x", "'data.round' holds a whole number, and 'x' is none")]
    public void What_is_wrong_with_a_members_condition_is_said(string text, string error)
    {
        Assert.False(MemoryFilter.TryParse(text, MemoryFieldSet.Envelope.With<Remembered>(), out _, out string? said));
        Assert.Contains(error, said, StringComparison.Ordinal);
    }
}
