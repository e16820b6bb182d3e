using System.Globalization;
using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>Numbers of few decimals come out as the general algorithm writes them.</summary>
public class ShortDecimalTests
{
    private const int Cases = 200_000;

    [Theory]
    [InlineData(0d)]
    [InlineData(1d)]
    [InlineData(-1d)]
    [InlineData(0.1)]
    [InlineData(0.8125)]
    [InlineData(-0.0001)]
    [InlineData(0.00001)]
    [InlineData(0.00005)]
    [InlineData(0.00004999)]
    [InlineData(100)]
    [InlineData(0.30000000000000004)]
    [InlineData(999_999_999.9999)]
    [InlineData(999_999_999.99999)]
    [InlineData(1e9)]
    [InlineData(1e15)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void Single_numbers(double value) => Check(value);

    [Fact]
    public void Decimals_and_their_neighbours()
    {
        var random = new Random(20261123);
        for (int i = 0; i < Cases; i++)
        {
            double value = random.NextInt64(1L << random.Next(1, 48)) / Math.Pow(10, random.Next(0, 7));
            Check(value);
            Check(-value);
            Check(Math.BitIncrement(value));
            Check(Math.BitDecrement(value));
        }
    }

    private static void Check(double value)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        writer.Double(value);
        writer.Complete();
        string expected = value.ToString(CultureInfo.InvariantCulture);
        string actual = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (expected != actual)
        {
            Assert.Equal(expected, actual);
        }
    }
}
