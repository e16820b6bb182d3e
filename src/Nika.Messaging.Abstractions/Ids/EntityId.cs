namespace Nika.Messaging;


/// <summary>An entity (PROJ, JOB, TASK or SUB): <c>entity_id</c>, and the name of its channel file.</summary>
[Id]
public readonly partial struct EntityId;
