using Nika.Messaging.Publishing;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>What a message published by a handler takes over from the message being handled.</summary>
public sealed class AmbientMessageTests : IDisposable
{
    private readonly MessageEncoder encoder = new(new(new("pod-1"), new("session-1"), null), new ManualTimeProvider());

    private readonly NikaMeta handled = new()
    {
        Id = Guid.CreateVersion7(),
        Type = "job_changed",
        Pod = new("pod-0"),
        SessionId = new("session-0"),
        EntityId = new("task-1"),
        EntityKind = EntityKind.Task,
        ParentId = new("job-a"),
        RootId = new("proj-a"),
        JobId = new("job-1"),
        Role = new("worker"),
        Status = EntityStatus.Completed,
        Domain = "billing",
        Intent = "refactor",
        CorrelationId = "conversation-1",
        CausationId = "an earlier one",
    };

    public void Dispose() => AmbientMessage.Current = null;

    [Fact]
    public void A_message_without_job_and_entity_takes_over_both()
    {
        var meta = EncodeWhileHandling(handled, new Reading(new("desk-1"), 1));

        Assert.Equal(handled.JobId, meta.JobId);
        Assert.Equal((handled.EntityId, handled.EntityKind), (meta.EntityId, meta.EntityKind));
        Assert.Equal((handled.ParentId, handled.RootId), (meta.ParentId, meta.RootId));
        Assert.Equal(("billing", "refactor"), (meta.Domain, meta.Intent));
    }

    [Fact]
    public void It_is_caused_by_the_handled_message_and_belongs_to_the_same_conversation()
    {
        var meta = EncodeWhileHandling(handled, new Reading(new("desk-1"), 1));
        Assert.Equal((handled.Id.ToString(), "conversation-1"), (meta.CausationId, meta.CorrelationId));

        // The first of a conversation gives it its name.
        meta = EncodeWhileHandling(handled with { CorrelationId = null }, new Reading(new("desk-1"), 1));
        Assert.Equal((handled.Id.ToString(), handled.Id.ToString()), (meta.CausationId, meta.CorrelationId));
    }

    [Fact]
    public void Who_publishes_and_how_far_it_is_are_not_taken_over()
    {
        var meta = EncodeWhileHandling(handled, new Reading(new("desk-1"), 1));

        Assert.Equal((new PodName("pod-1"), new SessionId("session-1")), (meta.Pod, meta.SessionId));
        Assert.Null(meta.Role);
        Assert.Null(meta.Status);
        Assert.NotEqual(handled.Id, meta.Id);
        Assert.Equal("reading", meta.Type);
    }

    [Fact]
    public void A_messages_own_job_and_constants_hold()
    {
        var meta = EncodeWhileHandling(handled, new StepResult(new("job-2"), 1, "done"));
        Assert.Equal((new JobId("job-2"), "hooks", "refactor"), (meta.JobId, meta.Domain, meta.Intent));
    }

    [Fact]
    public void A_message_with_an_entity_of_its_own_takes_over_nothing_of_the_other()
    {
        var meta = EncodeWhileHandling(handled, new JobChanged(new("task-2"), EntityStatus.Created, "new"));

        Assert.Equal(new EntityId("task-2"), meta.EntityId);
        Assert.Equal((null, null, null), (meta.EntityKind, meta.ParentId, meta.RootId));
        Assert.Equal(handled.JobId, meta.JobId);
    }

    [Fact]
    public void Outside_of_a_handler_nothing_is_taken_over()
    {
        AmbientMessage.Current = null;
        var meta = EncodedMessage.Entry(encoder, new Reading(new("desk-1"), 1)).Meta;
        Assert.Equal((null, null, null, null), (meta.JobId, meta.EntityId, meta.CausationId, meta.CorrelationId));
    }

    private NikaMeta EncodeWhileHandling<T>(NikaMeta handling, T message)
        where T : IStreamMessage<T>
    {
        AmbientMessage.Current = new AmbientMessage(in handling);
        return EncodedMessage.Entry(encoder, in message).Meta;
    }
}
