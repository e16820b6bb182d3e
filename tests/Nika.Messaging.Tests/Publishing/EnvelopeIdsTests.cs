using System.Buffers.Binary;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Tests.Publishing;

public sealed class EnvelopeIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 12, 30, 15, 123, TimeSpan.Zero);

    [Fact]
    public void Every_id_is_a_version_7_of_the_rfc_variant()
    {
        for (int i = 0; i < 10_000; i++)
        {
            string id = EnvelopeIds.Next(Now).ToString();
            Assert.Equal('7', id[14]);
            Assert.Contains(id[19], "89ab");
        }
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z")]
    [InlineData("2026-04-01T12:30:15.1239999Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void The_first_48_bits_are_the_milliseconds_since_1970(string time)
    {
        var now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        byte[] id = EnvelopeIds.Next(now).ToByteArray(bigEndian: true);
        Assert.Equal(now.ToUnixTimeMilliseconds(), BinaryPrimitives.ReadInt64BigEndian([0, 0, .. id[..6]]));
    }

    [Fact]
    public void Ids_of_a_later_millisecond_come_later_as_text()
    {
        string earlier = EnvelopeIds.Next(Now).ToString();
        string later = EnvelopeIds.Next(Now.AddMilliseconds(1)).ToString();
        Assert.True(string.CompareOrdinal(earlier, later) < 0, $"{earlier} is not before {later}");
    }

    [Fact]
    public void A_million_ids_of_one_millisecond_from_four_threads_differ()
    {
        const int Threads = 4;
        const int Each = 250_000;
        var ids = new Guid[Threads * Each];
        var threads = Enumerable.Range(0, Threads)
            .Select(thread => new Thread(() =>
            {
                for (int i = 0; i < Each; i++)
                {
                    ids[(thread * Each) + i] = EnvelopeIds.Next(Now);
                }
            }))
            .ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        Assert.Equal(ids.Length, ids.ToHashSet().Count);
    }

    [Fact]
    public void Every_bit_that_is_neither_time_nor_version_nor_variant_is_random()
    {
        var ever = UInt128.Zero;
        var always = UInt128.MaxValue;
        for (int i = 0; i < 2000; i++)
        {
            var id = BinaryPrimitives.ReadUInt128BigEndian(EnvelopeIds.Next(Now).ToByteArray(bigEndian: true));
            ever |= id;
            always &= id;
        }

        // 12 bits after the version, 62 after the variant.
        var random = new UInt128(0x0000_0000_0000_0FFF, 0x3FFF_FFFF_FFFF_FFFF);
        Assert.Equal(random, ever & random);
        Assert.Equal(UInt128.Zero, always & random);
    }
}
