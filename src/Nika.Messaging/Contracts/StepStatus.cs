namespace Nika.Messaging;

/// <summary>Where a step, or an element of one, stands: the field <c>step:{n}:status</c>.</summary>
public enum StepStatus
{
    /// <summary>What it works on is not there yet.</summary>
    Waiting,

    /// <summary>It can be claimed.</summary>
    Ready,

    /// <summary>A pod works on it.</summary>
    Running,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It has failed as often as it may.</summary>
    Failed,
}
