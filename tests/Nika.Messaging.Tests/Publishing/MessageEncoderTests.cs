using System.Diagnostics;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Publishing;

public sealed class MessageEncoderTests
{
    private static readonly PodIdentity Pod = new(new("pod-1"), new("session-1"), new RoleName("reviewer"));
    private readonly ManualTimeProvider clock = new();
    private readonly MessageEncoder encoder;

    public MessageEncoderTests() => encoder = new(Pod, clock);

    [Fact]
    public void A_signal_has_type_envelope_data_and_kind_in_this_order()
    {
        var encoded = EncodedMessage.Entry(encoder, new StepResult(new("job-1"), 7, "done"));

        Assert.Equal("nika:ipc:job-1", encoded.Key);
        Assert.Equal(["type", "NIKA_META", "data", "kind"], encoded.Fields.Select(static field => field.Name));
        Assert.Equal("step_result", encoded["type"]);
        Assert.Equal("""{"job_id":"job-1","step":7,"summary":"done"}""", encoded["data"]);
        Assert.Equal("result", encoded["kind"]);
        Assert.Equal(TimeSpan.FromHours(2), encoded.TimeToLive);
        Assert.Equal(WriteKind.Append, encoded.Header.Kind);
    }

    [Fact]
    public void Each_kind_of_signal_says_so()
    {
        Assert.Equal("request", EncodedMessage.Entry(encoder, new StepRequest(new("job-1")))["kind"]);
        Assert.Equal("error", EncodedMessage.Entry(encoder, new StepError(new("job-1")))["kind"]);
        Assert.Equal("signal", EncodedMessage.Entry(encoder, new StepSignal(new("job-1")))["kind"]);
    }

    [Fact]
    public void What_is_not_on_a_jobs_stream_has_no_kind()
    {
        var encoded = EncodedMessage.Entry(encoder, new Reading(new("desk-1"), 1.5));

        Assert.Equal("desk:desk-1:readings", encoded.Key);
        Assert.Equal(["type", "NIKA_META", "data"], encoded.Fields.Select(static field => field.Name));
        Assert.Equal((TimeSpan.FromMinutes(10), 1000), (encoded.TimeToLive, encoded.MaxLength));
    }

    [Fact]
    public void A_hash_has_type_envelope_and_a_field_per_member()
    {
        var encoded = EncodedMessage.Hash(encoder, new Note(new("job-1"), "plain \"text\""));

        Assert.Equal("nika:wm:job-1:note", encoded.Key);
        Assert.Equal(["type", "NIKA_META", "job_id", "text"], encoded.Fields.Select(static field => field.Name));
        Assert.Equal(("note", "plain \"text\""), (encoded["type"], encoded["text"]));
        Assert.Equal(WriteKind.ReplaceHash, encoded.Header.Kind);
    }

    [Fact]
    public void A_contract_has_its_members_alone()
    {
        var encoded = EncodedMessage.Hash(encoder, new AuditContract(new("job-1"), "audit", 2, "open"));

        Assert.Equal("nika:contract:job-1", encoded.Key);
        Assert.DoesNotContain(encoded.Fields, static field => field.Name is "type" or "NIKA_META");
        Assert.Equal(("audit", "2", "open"), (encoded["name"], encoded["version"], encoded["status"]));
    }

    [Fact]
    public void The_envelope_says_what_when_and_who()
    {
        var encoded = EncodedMessage.Entry(encoder, new StepResult(new("job-1"), 7, "done"));
        var meta = encoded.Meta;

        Assert.Equal(encoded.Header.Id, meta.Id);
        Assert.Equal(7, meta.Id.Version);
        Assert.Equal(clock.GetUtcNow(), meta.Timestamp);
        Assert.Equal(("step_result", 3), (meta.Type, meta.Schema));
        Assert.Equal((Pod.Pod, Pod.Session, Pod.Role), (meta.Pod, meta.SessionId, meta.Role));
        Assert.Equal((new JobId("job-1"), "hooks"), (meta.JobId, meta.Domain));
        Assert.Equal((null, null, null), (meta.CausationId, meta.CorrelationId, meta.TraceParent));
        Assert.NotEqual(encoded.Header.Id, EncodedMessage.Entry(encoder, new StepResult(new("job-1"), 7, "done")).Header.Id);
    }

    [Fact]
    public void A_running_activity_is_the_trace_parent()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(activity.Id, EncodedMessage.Entry(encoder, new StepSignal(new("job-1"))).Meta.TraceParent);
    }

    [Theory]
    [InlineData(EntityStatus.Created, null, true)]
    [InlineData(EntityStatus.Created, "root-1", false)]
    [InlineData(EntityStatus.Started, null, false)]
    [InlineData(EntityStatus.Progress, null, false)]
    [InlineData(EntityStatus.Completed, "root-1", true)]
    [InlineData(EntityStatus.Failed, "root-1", true)]
    [InlineData(EntityStatus.Cancelled, "root-1", true)]
    public void Significant_transitions_are_for_memory(EntityStatus status, string? parent, bool isRemembered)
    {
        var encoded = EncodedMessage.Entry(encoder, new JobChanged(new("task-1"), status, "so", ParentId: parent is null ? null : new EntityId(parent)));

        Assert.Equal(isRemembered, encoded.Header.MemoryText is not null);
        Assert.Equal(new EntityId("task-1"), encoded.Header.Entity);
    }

    [Fact]
    public void A_default_id_is_refused_by_the_name_of_its_member()
    {
        Assert.Equal("step_result.job_id is a default id: give it a value", Refusal(new StepResult(default, 1, "")));
        Assert.Equal("reading.desk is a default id: give it a value", Refusal(default(Reading)));
        Assert.Equal("job_changed.entity_id is a default id: give it a value", Refusal(new JobChanged(default, EntityStatus.Created, "")));
        Assert.Equal("job_changed.job_id is a default id: give it a value", Refusal(new JobChanged(new("task-1"), EntityStatus.Created, "", default(JobId))));
        Assert.Equal("note.job_id is a default id: give it a value", encoder.EncodeHash(new Note(default, ""), out _, out _));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void What_has_no_json_is_refused_with_the_reason(double value, string name)
    {
        Assert.Equal($"reading: {name} has no JSON form", Refusal(new Reading(new("desk-1"), value)));
        Assert.Equal($"note: {name} has no JSON form", encoder.EncodeHash(new Note(new("job-1"), "", value), out _, out _));

        // The thread's buffer serves the next message all the same.
        Assert.Equal("""{"desk":"desk-1","value":1.5,"note":""}""", EncodedMessage.Entry(encoder, new Reading(new("desk-1"), 1.5))["data"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ü€😀")]
    public void An_entry_may_have_524288_bytes_and_not_one_more(string start)
    {
        const int Limit = 524_288;
        string text = start + new string('x', Limit - EncodedMessage.Entry(encoder, new Reading(new("desk-1"), 1, start)).PayloadBytes);

        Assert.Equal(Limit, EncodedMessage.Entry(encoder, new Reading(new("desk-1"), 1, text)).PayloadBytes);
        Assert.Equal("reading has 524,289 bytes; the limit is 524,288 (desk:{desk}:readings)", Refusal(new Reading(new("desk-1"), 1, text + "x")));
    }

    [Fact]
    public void A_hash_may_have_524288_bytes_and_not_one_more()
    {
        const int Limit = 524_288;
        string text = new('x', Limit - EncodedMessage.Hash(encoder, new Note(new("job-1"), "")).PayloadBytes);

        Assert.Equal(Limit, EncodedMessage.Hash(encoder, new Note(new("job-1"), text)).PayloadBytes);
        string? refusal = encoder.EncodeHash(new Note(new("job-1"), text + "x"), out _, out _);
        Assert.StartsWith("note has 524,289 bytes; the limit is 524,288 (nika:wm:", refusal, StringComparison.Ordinal);
    }

    private string? Refusal<T>(T message)
        where T : IStreamMessage<T> => encoder.EncodeEntry(in message, out _, out _);
}
