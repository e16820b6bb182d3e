using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class MetaTests
{
    private static readonly NikaMeta Ambient = new()
    {
        Domain = "ambient",
        JobId = new JobId("ambient"),
        ParentId = new EntityId("ambient"),
        EntityKind = EntityKind.Task,
        CorrelationId = "ambient",
    };

    [Fact]
    public void Constants_and_members_feed_the_envelope()
    {
        var meta = Wire.Meta(new JobChanged(new EntityId("e1"), EntityStatus.Failed, "s", new EntityId("p1"), EntityKind.Job), Ambient);
        Assert.Equal("hooks", meta.Domain);
        Assert.Equal("refactor", meta.Intent);
        Assert.Equal(["a", "b"], meta.Tags.AsEnumerable());
        Assert.Equal(new EntityId("e1"), meta.EntityId);
        Assert.Equal(new EntityId("p1"), meta.ParentId);
        Assert.Equal(EntityStatus.Failed, meta.Status);
        Assert.Equal(EntityKind.Job, meta.EntityKind);
        Assert.Equal(new JobId("ambient"), meta.JobId);
    }

    [Fact]
    public void A_null_member_leaves_the_envelope_alone()
    {
        var meta = Wire.Meta(new JobChanged(new EntityId("e1"), EntityStatus.Failed, "s"), Ambient);
        Assert.Equal(new EntityId("ambient"), meta.ParentId);
        Assert.Equal(EntityKind.Task, meta.EntityKind);
    }

    [Fact]
    public void Marked_members_feed_the_field_they_name()
    {
        var request = new ReviewWanted(null, new RoleName("reviewer"), "d", "thread-1");
        var meta = Wire.Meta(request, Ambient);
        Assert.Equal(new RoleName("reviewer"), meta.Role);
        Assert.Equal("thread-1", meta.CorrelationId);
        Assert.Equal(new JobId("ambient"), meta.JobId);
        Assert.Equal("ambient", Wire.Meta(request with { Thread = null }, Ambient).CorrelationId);
    }

    [Fact]
    public void A_marked_member_wins_over_one_known_by_name_and_over_a_constant()
    {
        var meta = Wire.Meta(new Marked(new EntityId("by-name"), new EntityId("marked"), "from-member"));
        Assert.Equal(new EntityId("marked"), meta.EntityId);
        Assert.Equal("from-member", meta.Domain);
        Assert.Equal("about-marked", meta.Intent);
    }

    [Fact]
    public void Memory_finds_a_message_by_its_marked_member_or_its_summary()
    {
        Assert.Equal("sum", Wire.MemoryText(new JobChanged(new EntityId("e"), EntityStatus.Created, "sum")));
        Assert.Equal("from-member", Wire.MemoryText(new Marked(new EntityId("a"), new EntityId("b"), "from-member")));
        Assert.Null(Wire.MemoryText(new SessionStarted(new SessionId("s"))));
    }

    [Fact]
    public void Descriptors_say_what_the_specification_says()
    {
        var signal = MessageDescriptor.Of<StepResult>();
        Assert.Equal(("step_result", 1, MessageLayer.Signal, "nika:ipc:{job_id}"), (signal.Name, signal.Version, signal.Layer, signal.KeyTemplate));
        Assert.Equal((TimeSpan.FromHours(2), SignalKind.Signal, null, null), (signal.TimeToLive, signal.Kind, signal.MaxLength, signal.Retention));
        Assert.Same(signal, MessageDescriptor.Of<StepResult>());
        Assert.Equal(typeof(StepResult), signal.MessageType);
        Assert.Equal(SignalKind.Result, MessageDescriptor.Of<Lists>().Kind);

        var feed = MessageDescriptor.Of<JobChanged>();
        Assert.Equal((TimeSpan.FromHours(24), TimeSpan.FromHours(24), Significance.ByStatus), (feed.TimeToLive, feed.Retention!.Value, feed.Significance));
        Assert.True(feed.HasFixedKey);

        var telemetry = MessageDescriptor.Of<ToolCalled>();
        Assert.Equal((TimeSpan.FromHours(24), 5000L, null), (telemetry.TimeToLive, telemetry.MaxLength!.Value, telemetry.Kind));

        var bus = MessageDescriptor.Of<ReviewWanted>();
        Assert.Equal((TimeSpan.FromHours(2), SignalKind.Request, Significance.Always), (bus.TimeToLive, bus.Kind, bus.Significance));
        Assert.Equal(Significance.Never, MessageDescriptor.Of<SessionStarted>().Significance);
        Assert.Equal("nika:ipc:alpha", MessageDescriptor.Of<SessionStarted>().KeyTemplate);

        Assert.Equal(TimeSpan.FromHours(1), MessageDescriptor.Of<PageSet>().TimeToLive);
        Assert.Equal((3, TimeSpan.FromMinutes(30)), (MessageDescriptor.Of<Pipeline>().Version, MessageDescriptor.Of<Pipeline>().TimeToLive));
        Assert.Equal((TimeSpan.FromMinutes(10), 10_000L), (MessageDescriptor.Of<Everything>().TimeToLive, MessageDescriptor.Of<Everything>().MaxLength!.Value));
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromHours(2)), (MessageDescriptor.Of<PerhapsEverything>().TimeToLive, MessageDescriptor.Of<PerhapsEverything>().Retention!.Value));
        Assert.Equal(TimeSpan.FromMilliseconds(500), MessageDescriptor.Of<Outer.IInner.Nested>().TimeToLive);
    }
}
