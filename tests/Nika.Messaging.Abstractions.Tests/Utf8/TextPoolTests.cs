using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

public sealed class TextPoolTests
{
    private const string Envelope =
        """{"v":1,"id":"0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000","ts":"2026-11-25T12:00:00.000000Z","type":"job_changed","schema":1,"pod":"worker-7","session_id":"s-1","entity_id":"task-000123","entity_kind":"TASK","parent_id":"job-0042","root_id":"proj-1","job_id":"job-0042","role":"auditor","status":"completed","domain":"hooks","intent":"refactor","correlation_id":"c-1","tags":["speed","night"]}""";

    [Fact]
    public void An_envelope_like_one_before_allocates_nothing()
    {
        byte[] json = Encoding.UTF8.GetBytes(Envelope);
        _ = Read(json);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var meta = Read(json);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal("hooks", meta.Domain);
        Assert.Equal(new EntityId("task-000123"), meta.EntityId);
        Assert.Equal(["speed", "night"], meta.Tags);
    }

    [Fact]
    public void What_comes_out_is_what_went_in_whatever_came_before()
    {
        var random = new Random(20261125);
        for (int i = 0; i < 200_000; i++)
        {
            // Few letters and lengths: places are shared, texts come again.
            string text = string.Create(random.Next(TextPool.MaxLength + 1) % random.Next(1, 40), random, static (span, chance) =>
            {
                foreach (ref char c in span)
                {
                    c = "ab.-"[chance.Next(4)];
                }
            });

            Assert.Equal(text, TextPool.Get(Encoding.ASCII.GetBytes(text)));
        }
    }

    [Fact]
    public void Threads_that_share_it_get_their_own_texts()
    {
        Parallel.For(0, 4, thread =>
        {
            for (int i = 0; i < 50_000; i++)
            {
                string text = "id-" + ((i * 7919) % (2_000 + thread)).ToString(CultureInfo.InvariantCulture);
                Assert.Equal(text, TextPool.Get(Encoding.ASCII.GetBytes(text)));
            }
        });
    }

    [Fact]
    public void A_flood_of_new_texts_is_not_kept()
    {
        const int Texts = 100_000;
        const int Places = 2048;
        WeakReference[] texts = Flood();
        GC.Collect();
        int kept = texts.Count(text => text.IsAlive);

        // A few may be in some register or stack slot still.
        Assert.InRange(kept, 1, Places + 100);

        // By itself, so that no local of the test holds a text.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference[] Flood()
        {
            var texts = new WeakReference[Texts];
            Span<byte> text = stackalloc byte[16];
            for (int i = 0; i < Texts; i++)
            {
                _ = i.TryFormat(text, out int written, "x", CultureInfo.InvariantCulture);
                texts[i] = new WeakReference(TextPool.Get(text[..written]));
            }

            return texts;
        }
    }

    [Theory]
    [InlineData("""["a","b"]""", """["a","c"]""")]
    [InlineData("""["a","b"]""", """["b","a"]""")]
    [InlineData("""["a"]""", """["a","a"]""")]
    public void Lists_of_tags_are_told_apart(string first, string second)
    {
        string template = Envelope.Replace("""["speed","night"]""", "#", StringComparison.Ordinal);

        var one = Read(Encoding.UTF8.GetBytes(template.Replace("#", first, StringComparison.Ordinal)));
        var other = Read(Encoding.UTF8.GetBytes(template.Replace("#", second, StringComparison.Ordinal)));

        Assert.Equal(first, "[" + string.Join(',', one.Tags.Select(tag => $"\"{tag}\"")) + "]");
        Assert.Equal(second, "[" + string.Join(',', other.Tags.Select(tag => $"\"{tag}\"")) + "]");
    }

    private static NikaMeta Read(byte[] json)
    {
        var reader = new JsonReader(json);
        Assert.True(NikaMeta.TryReadJson(ref reader, out var meta));
        return meta;
    }
}
