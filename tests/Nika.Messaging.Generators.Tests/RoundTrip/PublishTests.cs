using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class PublishTests
{
    [Fact]
    public async Task The_stub_publishes_the_message_as_its_own_type()
    {
        var publisher = new CollectingPublisher();
        IPublishable[] messages = [new StepResult(new JobId("j"), 1, "s"), new ToolCalled("grep", default)];
        foreach (var message in messages)
        {
            Assert.Equal(PublishStatus.Accepted, message.PublishTo(publisher).Status);
            Assert.Equal(PublishStatus.Delivered, (await message.PublishToAsync(publisher, CancellationToken.None)).Status);
        }

        Assert.Equal(["step_result", "step_result", "tool_called", "tool_called"], publisher.Published.Select(p => p.Descriptor.Name));
        Assert.Equal(messages[1], publisher.Published[3].Message);
    }

    private sealed class CollectingPublisher : IPublisher
    {
        public List<(MessageDescriptor Descriptor, object Message)> Published { get; } = [];

        public PublishResult Publish<T>(in T message)
            where T : IStreamMessage<T>
        {
            Published.Add((T.Descriptor, message));
            return new PublishResult(PublishStatus.Accepted, Guid.Empty, null);
        }

        public ValueTask<PublishResult> PublishAsync<T>(in T message, CancellationToken cancellationToken = default)
            where T : IStreamMessage<T>
        {
            Published.Add((T.Descriptor, message));
            return new(new PublishResult(PublishStatus.Delivered, Guid.Empty, null));
        }
    }
}
