namespace Nika.Messaging;


/// <summary>
/// A step of a pipeline, beside its <see cref="ContractAttribute"/>. The number names the step in the contract's fields
/// (<c>step:{n}:status</c> …), so each is there once, from 1 on. What runs at the same time follows from the inputs: a step can be
/// claimed once the step that makes its input is completed, so two steps with the same input run side by side.
/// </summary>
/// <param name="number">The step's number, from 1 on, none left out.</param>
/// <param name="name">The step's name, the <c>name</c> in the contract's field <c>steps</c>: lower-case words joined by <c>_</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StepAttribute(int number, string name) : Attribute
{
    /// <summary>The step's number, from 1 on.</summary>
    public int Number { get; } = number;

    /// <summary>The step's name.</summary>
    public string Name { get; } = name;

    /// <summary>Who can do it: a role as in <c>role:{role}</c> and <c>cg:worker:{role}</c>. Default null: anyone.</summary>
    public string? Role { get; set; }

    /// <summary>
    /// What it works on: what an earlier step puts out, or the pipeline's own input, which is that of step 1. An array or list of an
    /// earlier output gathers what was done for each; one element of an earlier output's array or list is done for each. Default null: nothing.
    /// </summary>
    public Type? Input { get; set; }

    /// <summary>What it makes: a message type, or an array or list of one to do the next step for each. Default null: nothing.</summary>
    public Type? Output { get; set; }

    /// <summary>How long an attempt may take, e.g. <c>5m</c>: then its token is cancelled, and its claim no longer renewed. Default null: 10 min.</summary>
    public string? TimeLimit { get; set; }

    /// <summary>How often it is tried, taking over from a dead pod included, before it and the contract have failed. At least 1. Default 5.</summary>
    public int Attempts { get; set; } = 5;
}
