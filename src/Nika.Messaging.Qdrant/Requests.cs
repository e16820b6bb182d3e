using System.Text.Json;
using Nika.Messaging.Qdrant.Filters;
using Nika.Messaging.Qdrant.Reading;

namespace Nika.Messaging.Qdrant;

/// <summary>The bodies of requests, upserts aside.</summary>
internal static class Requests
{
    /// <summary>The state of a write that questions see.</summary>
    public const string Completed = "completed";

    public static void WriteGet(Guid[] ids, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"ids\":["u8);
        for (int i = 0; i < ids.Length; i++)
        {
            writer.Raw(i == 0 ? ""u8 : ","u8);
            writer.Guid(ids[i]);
        }

        writer.Raw("],\"with_payload\":true}"u8);
        writer.Complete();
    }

    public static void WriteCount(MemoryFilter filter, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"exact\":true,\"filter\":"u8);
        FilterWriter.Write(filter, ref writer);
        writer.Raw("}"u8);
        writer.Complete();
    }

    public static void WriteFacet(MemoryField field, MemoryFilter filter, int limit, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"exact\":true,\"key\":"u8);
        writer.String(PayloadField.Of(field).Key);
        writer.Raw(",\"limit\":"u8);
        writer.Int64(limit);
        writer.Raw(",\"filter\":"u8);
        FilterWriter.Write(filter, ref writer);
        writer.Raw("}"u8);
        writer.Complete();
    }

    public static void WriteScroll(MemoryFilter filter, ScrollPosition position, int limit, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"with_payload\":true,\"limit\":"u8);
        writer.Int64(limit);
        writer.Raw(",\"order_by\":{\"key\":"u8);
        writer.String(PayloadField.Time.Key);
        writer.Raw(position.Order == MemoryOrder.OldestFirst ? ",\"direction\":\"asc\"},\"filter\":"u8 : ",\"direction\":\"desc\"},\"filter\":"u8);
        FilterWriter.WriteRest(filter, position.Order, position.From, position.PassedThere, ref writer);
        writer.Raw("}"u8);
        writer.Complete();
    }

    public static void WriteQuery(ReadOnlySpan<float> vector, MemoryFilter filter, int limit, double? threshold, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"query\":["u8);
        for (int i = 0; i < vector.Length; i++)
        {
            writer.Raw(i == 0 ? ""u8 : ","u8);
            writer.Single(vector[i]);
        }

        writer.Raw("],\"with_payload\":true,\"limit\":"u8);
        writer.Int64(limit);
        if (threshold is { } least)
        {
            writer.Raw(",\"score_threshold\":"u8);
            writer.Double(least);
        }

        writer.Raw(",\"filter\":"u8);
        FilterWriter.Write(filter, ref writer);
        writer.Raw("}"u8);
        writer.Complete();
    }

    public static void WriteDelete(MemoryFilter filter, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"filter\":"u8);
        FilterWriter.Write(filter, ref writer);
        writer.Raw("}"u8);
        writer.Complete();
    }

    /// <summary>The state of a write.</summary>
    /// <exception cref="FormatException">It is none that a write can be in.</exception>
    public static string ReadStatus(JsonElement result) => result.GetProperty("status"u8).GetString() switch
    {
        Completed => Completed,
        "acknowledged" => "acknowledged",
        "wait_timeout" => "wait_timeout",
        _ => throw new FormatException("There is no such state of a write."),
    };
}
