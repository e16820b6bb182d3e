using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class HandlerTests
{
    private readonly Auditor auditor = new(new ServiceCollection().BuildServiceProvider(), TimeProvider.System);

    [Fact]
    public void The_descriptor_names_group_and_messages()
    {
        var descriptor = Describe<Auditor>();
        Assert.Equal(("cg:worker", true, typeof(Auditor)), (descriptor.Group, descriptor.SignificantOnly, descriptor.HandlerType));
        Assert.Equal(["job_changed", "step_result", "tool_called"], descriptor.Messages.Select(m => m.Name));
        Assert.Same(descriptor, Describe<Auditor>());
        Assert.Null(Describe<Follower>().Group);
        Assert.False(Describe<Follower>().SignificantOnly);
        Assert.Equal(1, descriptor.Concurrency);
    }

    [Fact]
    public void The_descriptor_tells_how_many_at_a_time_in_which_order_and_for_how_long()
    {
        var careful = Describe<Careful>();
        Assert.Equal((8, HandlerOrdering.PerEntity, TimeSpan.FromSeconds(90)), (careful.Concurrency, careful.Ordering, careful.TimeLimit));
        var usual = Describe<Auditor>();
        Assert.Equal((1, HandlerOrdering.None, null), (usual.Concurrency, usual.Ordering, usual.TimeLimit));
        Assert.Equal((false, true), (careful.FlowsContext, usual.FlowsContext));
    }

    [Fact]
    public async Task A_delivery_reaches_the_method_for_its_type()
    {
        var (outcome, handling, _) = Dispatch(auditor, "step_result", """{"job_id":"j","step":1,"summary":"s"}""");
        Assert.Equal(DispatchOutcome.Started, outcome);
        await handling;
        (outcome, handling, _) = Dispatch(auditor, "job_changed", """{"entity_id":"e","status":"failed","summary":"s"}""");
        Assert.Equal(DispatchOutcome.Started, outcome);
        await handling;
        Assert.Equal([new StepResult(new JobId("j"), 1, "s"), new JobChanged(new EntityId("e"), EntityStatus.Failed, "s")], auditor.Handled);
    }

    [Fact]
    public async Task A_method_that_takes_its_message_by_reference_is_called()
    {
        var follower = new Follower();
        var (outcome, handling, _) = Dispatch(follower, "tool_failed", """{"session_id":null,"tool":"grep"}""");
        Assert.Equal(DispatchOutcome.Started, outcome);
        await handling;
        Assert.Equal("grep", follower.Last.Tool);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_is_in_the_handling()
    {
        var (outcome, handling, _) = Dispatch(auditor, "tool_called", """{"tool":"grep","duration":"00:00:01"}""");
        Assert.Equal(DispatchOutcome.Started, outcome);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => handling.AsTask());
        Assert.Contains("before the first await", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_type_has_no_handler()
    {
        Assert.Equal(DispatchOutcome.NoHandler, Dispatch(auditor, "step_resulz", "{}").Outcome);
        Assert.Equal(DispatchOutcome.NoHandler, Dispatch(auditor, "", "{}").Outcome);
        Assert.Empty(auditor.Handled);
    }

    [Fact]
    public void Malformed_data_is_not_handled_and_says_why()
    {
        var (outcome, _, error) = Dispatch(auditor, "step_result", """{"job_id":"j","step":1}""");
        Assert.Equal(DispatchOutcome.Malformed, outcome);
        Assert.Contains("summary", error.Reason, StringComparison.Ordinal);
        Assert.Equal(DispatchOutcome.Malformed, Dispatch(auditor, "step_result", """{"job_id":"j","step":1,"summary":"s"}}""").Outcome);
        Assert.Empty(auditor.Handled);
    }

    [Fact]
    public void Registration_makes_every_handler_from_its_services()
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var builder = new CollectingBuilder();
        Assert.Same(builder, builder.AddNikaMessagingGeneratorsTests());
        Assert.Equal([typeof(Auditor), typeof(Careful), typeof(Follower)], builder.Handlers.Select(h => h.Type));
        var made = builder.Handlers.Select(h => h.Create(services)).ToList();
        var first = Assert.IsType<Auditor>(made[0]);
        Assert.Same(services, first.Services);
        Assert.Same(TimeProvider.System, first.Time);
        Assert.Null(first.Nika);
        Assert.Equal(3, first.Retries);
        Assert.IsType<Follower>(made[2]);
    }

    [Fact]
    public void A_required_service_that_is_missing_is_an_error()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var builder = new CollectingBuilder();
        builder.AddNikaMessagingGeneratorsTests();
        Assert.Throws<InvalidOperationException>(() => builder.Handlers[0].Create(services));
    }

    private static HandlerDescriptor Describe<T>()
        where T : class, IMessageHandler<T> => T.HandlerDescriptor;

    private static (DispatchOutcome Outcome, ValueTask Handling, JsonError Error) Dispatch<T>(T handler, string type, string data)
        where T : class, IMessageHandler<T>
    {
        var delivery = new Delivery(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(data));
        var outcome = T.Dispatch(handler, ref delivery, null!, CancellationToken.None, out var handling);
        return (outcome, handling, delivery.Error);
    }

    private sealed class CollectingBuilder : INikaBuilder
    {
        public List<(Type Type, Func<IServiceProvider, object> Create)> Handlers { get; } = [];

        public INikaBuilder AddHandler<THandler>(Func<IServiceProvider, THandler> create)
            where THandler : class, IMessageHandler<THandler>
        {
            Handlers.Add((typeof(THandler), create));
            return this;
        }

        // Generated registrations only add handlers.
        public INikaBuilder Configure(Action<NikaOptions> configure) => throw new NotSupportedException();

        public INikaBuilder UseStore(Func<IServiceProvider, Streams.IStore> create) => throw new NotSupportedException();

        public INikaBuilder UseMemory(Func<IServiceProvider, IMemory> create) => throw new NotSupportedException();

        public INikaBuilder AddStep<TInput, TOutput>(PipelineStep<TInput, TOutput> step, Func<TInput, StepContext, CancellationToken, ValueTask<TOutput>> work, int concurrency = 1) =>
            throw new NotSupportedException();

        public INikaBuilder AddClient<TClient>()
            where TClient : class, INikaClient<TClient> => throw new NotSupportedException();

        public INikaBuilder AddFilter(Func<IServiceProvider, IHandlerFilter> create) => throw new NotSupportedException();
    }
}
