using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>A member and where it stands.</summary>
[MessagePart]
public sealed partial record LongestMember(string Name, int Line, int Lines);
