namespace Nika.Messaging;


/// <summary>What an entity is: <c>entity_kind</c>.</summary>
public enum EntityKind
{
    /// <summary><c>PROJ</c>: a project, the root of a hierarchy.</summary>
    [WireName("PROJ")]
    Project,

    /// <summary><c>JOB</c>: a part of a project.</summary>
    [WireName("JOB")]
    Job,

    /// <summary><c>TASK</c>: a unit of work that one pod does.</summary>
    [WireName("TASK")]
    Task,

    /// <summary><c>SUB</c>: a part of a task.</summary>
    [WireName("SUB")]
    Sub,
}
