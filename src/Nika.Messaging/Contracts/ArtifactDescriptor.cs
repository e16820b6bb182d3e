namespace Nika.Messaging;

/// <summary>A message as an artifact: of working memory, whatever its own layer is. A bus message that a step makes is not yet on the bus.</summary>
internal static class ArtifactDescriptor<T>
    where T : IMessage<T>
{
    public static readonly MessageDescriptor Value =
        new(typeof(T), T.Descriptor.Name, MessageLayer.WorkingMemory, "nika:wm:{job_id}:{artifact}", TimeSpan.FromHours(1)) { Version = T.Descriptor.Version };
}
