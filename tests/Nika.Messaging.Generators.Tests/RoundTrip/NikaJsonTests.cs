using System.Buffers;
using System.Text;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class NikaJsonTests
{
    private const string Valid = """{"job_id":"jöb","step":1,"summary":"é \ud83d\ude00 \u00e9"}""";

    /// <summary>Documents with every kind of fault, and the path that it is named by.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { """{"job_id":"j","step":1}""", "$" },
        { """{"job_id":"j","step":1,"step":1,"summary":""}""", "$.step" },
        { """{"job_id":"j","step":1e2,"summary":""}""", "$.step" },
        { """{"job_id":"j","step":99999999999,"summary":""}""", "$.step" },
        { """{"job_id":"j","step":null,"summary":""}""", "$.step" },
        { """{"job_id":"j","step":1,"summary":null}""", "$.summary" },
        { """{"job_id":"j j","step":1,"summary":""}""", "$.job_id" },
        { """{"job_id":"j","step":1,"summary":"\ud800"}""", "$.summary" },
        { """{"job_id":"j","step":1,"summary":""} x""", "$" },
        { """{"job_id":"j","step":1,"summary":"","more":[1,{"a":}]}""", "$.more[1].a" },
        { "", "$" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_and_thrown_by_the_throwing_form_only(string json, string path)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        int thrown = 0;
        int thread = Environment.CurrentManagedThreadId;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            Assert.False(NikaJson.TryRead<StepResult>(utf8, out var value, out var error));
            Assert.Null(value);
            Assert.Equal(path, error.Path);
            Assert.InRange(error.Offset, 0, utf8.Length);
            Assert.Equal(0, thrown);

            var exception = Assert.Throws<MalformedMessageException>(() => NikaJson.Read<StepResult>(utf8));
            Assert.Equal(error, exception.Error);
            Assert.Equal(error.ToString(), exception.Message);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e)
        {
            // Other tests run beside this one, on other threads.
            thrown += Environment.CurrentManagedThreadId == thread ? 1 : 0;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Pieces_are_read_as_the_whole_wherever_it_is_cut(string json, string path)
    {
        Assert.NotEmpty(path);
        AssertSplit(Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public void Valid_pieces_are_read_as_the_whole_wherever_it_is_cut()
    {
        AssertSplit(Encoding.UTF8.GetBytes(Valid.Replace("jöb", "job", StringComparison.Ordinal)));
        AssertSplit(Encoding.UTF8.GetBytes(Valid));
        AssertSplit([.. Encoding.UTF8.GetBytes("{\"job_id\":\"j\",\"step\":1,\"summary\":\""), 0xC3, (byte)'"', (byte)'}']);
    }

    [Fact]
    public void Limits_are_kept_and_named()
    {
        byte[] pages = Encoding.UTF8.GetBytes("""{"job_id":"j","urls":["a","bcd","e"]}""");
        var exact = new JsonLimits { MaxBytes = pages.Length, MaxDepth = 2, MaxCount = 3, MaxTextBytes = 6 };
        Assert.Equal(3, NikaJson.Read<PageSet>(pages, exact).Urls.Length);
        Assert.Equal(3, NikaJson.Read<PageSet>(Pieces(pages, 5), exact).Urls.Length);

        AssertError(exact with { MaxBytes = pages.Length - 1 }, $"The document has {pages.Length} bytes, more than the limit of {pages.Length - 1}", "$", 0);
        AssertError(exact with { MaxDepth = 1 }, "Nested deeper than 1 levels", "$.urls", 21);
        AssertError(exact with { MaxCount = 2 }, "More than 2 elements", "$.urls[2]", 32);
        AssertError(exact with { MaxTextBytes = 2 }, "The string has 6 bytes, more than the limit of 2", "$", 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLimits { MaxDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLimits { MaxDepth = 513 });

        void AssertError(JsonLimits limits, string reason, string path, int offset)
        {
            Assert.False(NikaJson.TryRead<PageSet>(pages, out _, out var error, limits));
            Assert.Equal(new JsonError(reason, path, offset), error);
            Assert.False(NikaJson.TryRead<PageSet>(Pieces(pages, 5), out _, out error, limits));
            Assert.Equal(new JsonError(reason, path, offset), error);
        }
    }

    [Fact]
    public void A_dictionary_is_limited_too()
    {
        const string Json = """{"name":"n","a":1,"b":2}""";
        var limits = new JsonLimits { MaxCount = 1 };
        Assert.False(NikaJson.TryRead<PlanV2>(Encoding.UTF8.GetBytes(Json), out _, out var error, limits));
        Assert.Equal("More than 1 elements", error.Reason);
        Assert.True(NikaJson.TryRead<PlanV2>(Encoding.UTF8.GetBytes(Json), out _, out _, new JsonLimits { MaxCount = 2 }));
    }

    [Fact]
    public void What_has_no_json_leaves_the_buffer_as_it_was()
    {
        var buffer = new Utf8Buffer(4);
        Assert.True(NikaJson.TryWrite(new Leaf(1), buffer, out string? error));
        Assert.Null(error);
        Assert.False(NikaJson.TryWrite(new StepResult(new JobId("j"), 1, null!), buffer, out error));
        Assert.Equal("summary is null", error);
        Assert.Equal("""{"number":1,"text":"leaf"}""", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void AssertSplit(byte[] document)
    {
        bool isRead = NikaJson.TryRead<StepResult>(document, out var whole, out var wholeError);
        for (int cut = 0; cut <= document.Length; cut++)
        {
            Assert.Equal(isRead, NikaJson.TryRead<StepResult>(Pieces(document, cut), out var split, out var error));
            Assert.Equal(whole, split);
            Assert.Equal(wholeError, error);
        }
    }

    private static ReadOnlySequence<byte> Pieces(byte[] document, int cut)
    {
        var first = new Piece(document.AsMemory(0, cut), 0);
        var last = first.Then(document.AsMemory(cut));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
