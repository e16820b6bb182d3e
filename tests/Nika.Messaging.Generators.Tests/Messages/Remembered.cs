namespace Nika.Messaging.Generators.Tests.Messages;

/// <summary>Reaches memory, with a member of every kind that can be asked for.</summary>
[Message("remembered"), BusMessage(Remember = true)]
public sealed partial record Remembered(
    JobId JobId,
    [property: MemoryText, WireName("why")] string Reason,
    int Round,
    double Score,
    bool IsFinal,
    Guid Run,
    DateTimeOffset At,
    Mood Mood,
    System.Collections.Immutable.ImmutableArray<string> Files,
    Step? First);

/// <summary>Has a member with the name of the class of descriptors.</summary>
[Message("own_fields"), BusMessage(Remember = true)]
public sealed partial record OwnFields(JobId JobId, string Fields);
