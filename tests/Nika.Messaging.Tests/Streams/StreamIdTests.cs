using Nika.Messaging.Streams;

namespace Nika.Messaging.Tests.Streams;

public class StreamIdTests
{
    [Fact]
    public void The_next_id_is_the_first_after_it()
    {
        Assert.Equal(new StreamId(7, 1), new StreamId(7, 0).Next);
        Assert.Equal(new StreamId(8, 0), new StreamId(7, ulong.MaxValue).Next);
        Assert.Equal(StreamId.Max, StreamId.Max.Next);
    }
}
