using System;
using System.Collections.Generic;

namespace Nika.Messaging.Analyzers;

/// <summary>StackExchange.Redis' methods that create a key if it is not there, by name without <c>Async</c>, with the parameter that names the key.</summary>
internal static class RedisWrites
{
    private const string Key = "key";
    private const string Destination = "destination";
    private const string DestinationKey = "destinationKey";

    private static readonly Dictionary<string, string> KeyParameters = new(StringComparer.Ordinal)
    {
        ["StringSet"] = Key,
        ["StringAppend"] = Key,
        ["StringIncrement"] = Key,
        ["StringDecrement"] = Key,
        ["StringSetBit"] = Key,
        ["StringSetRange"] = Key,
        ["StringGetSet"] = Key,
        ["StringSetAndGet"] = Key,
        ["StringBitOperation"] = Destination,
        ["HashSet"] = Key,
        ["HashIncrement"] = Key,
        ["HashDecrement"] = Key,
        ["ListLeftPush"] = Key,
        ["ListRightPush"] = Key,
        ["ListRightPopLeftPush"] = Destination,
        ["ListMove"] = DestinationKey,
        ["SortAndStore"] = Destination,
        ["SetAdd"] = Key,
        ["SetMove"] = Destination,
        ["SetCombineAndStore"] = Destination,
        ["SortedSetAdd"] = Key,
        ["SortedSetIncrement"] = Key,
        ["SortedSetDecrement"] = Key,
        ["SortedSetCombineAndStore"] = Destination,
        ["SortedSetRangeAndStore"] = DestinationKey,
        ["HyperLogLogAdd"] = Key,
        ["HyperLogLogMerge"] = Destination,
        ["GeoAdd"] = Key,
        ["GeoSearchAndStore"] = DestinationKey,
        ["StreamAdd"] = Key,
        ["KeyRestore"] = Key,
    };

    /// <summary>The parameter that names the key a method writes; null if it writes none.</summary>
    public static string? KeyParameterOf(string method) =>
        KeyParameters.TryGetValue(method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method, out string? parameter)
            ? parameter
            : null;
}
