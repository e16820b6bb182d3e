namespace Nika.Messaging;

/// <summary>What became of something asked of a contract. Each method says which of them it answers; none throws for an outage.</summary>
public enum ContractOutcome
{
    /// <summary>Nothing was asked.</summary>
    None,

    /// <summary>The contract was started.</summary>
    Started,

    /// <summary>The same contract, of the same version, runs or ran for this job already.</summary>
    AlreadyStarted,

    /// <summary>The step, or one element of it, is this pod's to do.</summary>
    Claimed,

    /// <summary>The step is done; or another pod has completed it.</summary>
    AlreadyDone,

    /// <summary>Others work on all that is left of it.</summary>
    Held,

    /// <summary>What it works on is not there yet.</summary>
    NotReady,

    /// <summary>The claim lasts longer.</summary>
    Renewed,

    /// <summary>The step is completed; or the whole contract is.</summary>
    Completed,

    /// <summary>The attempt failed, and there will be another.</summary>
    Retrying,

    /// <summary>The step has failed for good, and the contract with it.</summary>
    Failed,

    /// <summary>This pod no longer holds the step: its deadline had passed, and another took it over.</summary>
    Lost,

    /// <summary>There is no contract for this job, or it expired.</summary>
    Missing,

    /// <summary>The job runs another contract.</summary>
    WrongContract,

    /// <summary>The job runs another version of the contract.</summary>
    WrongVersion,

    /// <summary>An artifact is gone from working memory, or is not what its type says.</summary>
    ArtifactMissing,

    /// <summary>An artifact cannot be stored: it is over 524,288 bytes, or has a default id.</summary>
    Refused,

    /// <summary>The store is away or too slow. Whether it happened is not known; asking again is harmless.</summary>
    Degraded,
}
