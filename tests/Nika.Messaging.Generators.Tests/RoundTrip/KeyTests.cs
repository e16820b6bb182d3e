using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class KeyTests
{
    private static readonly JobId Job = new("j1");
    private static readonly NikaMeta Session = new() { SessionId = new SessionId("ambient") };

    [Fact]
    public void Each_layer_has_its_key()
    {
        Assert.Equal("nika:ipc:j1", Wire.Key(new StepResult(Job, 1, "s")));
        Assert.Equal("nika:wm:j1:pages", Wire.Key(new PageSet(Job, [], null, null)));
        Assert.Equal("nika:wm:j1:findings-t1", Wire.Key(new FindingSet(Job, new EntityId("t1"), 1)));
        Assert.Equal("nika:contract:j1", Wire.Key(new Pipeline { JobId = Job }));
        Assert.Equal("nika:feed:entities", Wire.Key(new JobChanged(new EntityId("e1"), EntityStatus.Created, "s")));
        Assert.Equal("desk:d1:limits", Wire.Key(new DeskLimits(new DeskId("d1"), 1)));
        Assert.Equal("test:nested", Wire.Key(default(Outer.IInner.Nested)));
    }

    [Fact]
    public void A_bus_message_goes_to_its_job_or_to_Alpha()
    {
        var request = new ReviewWanted(Job, new RoleName("reviewer"), "d", null);
        Assert.Equal("nika:ipc:j1", Wire.Key(request));
        Assert.Equal("nika:ipc:alpha", Wire.Key(request with { JobId = null }));
        Assert.Equal("nika:ipc:alpha", Wire.Key(new SessionStarted(new SessionId("s"))));
    }

    [Fact]
    public void Telemetry_goes_to_the_members_session_or_the_envelopes()
    {
        Assert.Equal("agent:events:ambient", Wire.Key(new ToolCalled("grep", default), Session));
        Assert.Null(Wire.Key(new ToolCalled("grep", default)));
        Assert.Equal("agent:events:own", Wire.Key(new ToolFailed(new SessionId("own"), "grep"), Session));
        Assert.Equal("agent:events:ambient", Wire.Key(new ToolFailed(null, "grep"), Session));
    }

    [Fact]
    public void KeyFor_says_what_is_written()
    {
        Assert.Equal("nika:ipc:j1", StepResult.KeyFor(Job).Value);
        Assert.Equal("nika:wm:j1:findings-t1", FindingSet.KeyFor(Job, new EntityId("t1")).Value);
        Assert.Equal("nika:feed:entities", JobChanged.KeyFor().Value);
        Assert.Equal("nika:ipc:alpha", ReviewWanted.KeyFor().Value);
        Assert.Equal("nika:ipc:j1", ReviewWanted.KeyFor(Job).Value);
        Assert.Equal("nika:ipc:alpha", SessionStarted.KeyFor().Value);
        Assert.Equal("agent:events:s", ToolCalled.KeyFor(new SessionId("s")).Value);
    }

    [Fact]
    public void KeyFor_refuses_a_default_id()
    {
        Assert.Equal("jobId", Assert.Throws<ArgumentException>(() => StepResult.KeyFor(default)).ParamName);
        Assert.Equal("task", Assert.Throws<ArgumentException>(() => FindingSet.KeyFor(Job, default)).ParamName);
    }

    [Fact]
    public void A_default_id_is_found_before_anything_is_written()
    {
        Assert.Equal("job_id", Wire.MissingId(new StepResult(default, 1, "s")));
        Assert.Equal("task", Wire.MissingId(new FindingSet(Job, default, 1)));
        Assert.Equal("job_id", Wire.MissingId(new ReviewWanted(default(JobId), new RoleName("r"), "d", null)));
        Assert.Null(Wire.MissingId(new ReviewWanted(null, new RoleName("r"), "d", null)));
        Assert.Null(Wire.MissingId(new FindingSet(Job, new EntityId("t"), 1)));
        Assert.Null(Wire.MissingId(new ToolCalled("t", default)));
    }
}
