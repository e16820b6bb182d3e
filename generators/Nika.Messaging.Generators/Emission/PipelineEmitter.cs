using System.Globalization;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the members of a pipeline's class: its definition, how to start and read it, and a handle for each step.</summary>
internal static class PipelineEmitter
{
    private const string NoArtifact = Names.Nika + "NoArtifact";

    public static string Emit(PipelineModel pipeline)
    {
        var code = SourceFile.Begin();
        if (pipeline.Type.Namespace is not null)
        {
            code.Line("namespace " + pipeline.Type.Namespace + ";");
            code.Line();
        }

        foreach (string container in pipeline.Type.Containers)
        {
            code.Open(container);
        }

        code.Open(pipeline.Type.Declaration);
        Definition(code, pipeline);
        Start(code, pipeline);
        code.Line("/// <summary>Reads how a job's contract stands: status, who, since when, inputs and outputs.</summary>");
        code.Line("/// <param name=\"nika\">The pod.</param>");
        code.Line("/// <param name=\"jobId\">The job.</param>");
        code.Line("/// <param name=\"cancellationToken\">Gives up.</param>");
        code.Member($"public static {Names.ValueTask}<{Names.Nika}ContractReading> ReadAsync({Names.Nika}INika nika, {Names.Nika}JobId jobId, {Names.CancellationToken} cancellationToken = default) =>");
        code.Indent();
        code.Line($"{Names.Nika}ContractDefinition.ReadAsync(nika, jobId, cancellationToken);");
        code.Outdent();
        code.Line();
        foreach (var step in pipeline.Steps)
        {
            Handle(code, pipeline.Type.Name, step);
        }

        return SourceFile.End(code, pipeline.Type);
    }

    private static void Definition(IndentedWriter code, PipelineModel pipeline)
    {
        code.Line("/// <summary>The contract as it is declared.</summary>");
        code.Member($"public static {Names.Nika}ContractDefinition Contract {{ get; }} = new(");
        code.Indent();
        code.Line(CodeText.Literal(pipeline.Name) + ",");
        code.Line(Number(pipeline.Version) + ",");
        for (int i = 0; i < pipeline.Steps.Count; i++)
        {
            var step = pipeline.Steps[i];
            var members = new[]
            {
                Text("Role", step.Role),
                Text("Input", step.Input?.WireName),
                Text("Output", step.Output?.WireName),
                "After = " + Number(step.After),
                step.IsEach ? "IsEach = true" : null,
                step.TimeLimitMilliseconds is { } limit ? $"TimeLimit = global::System.TimeSpan.FromMilliseconds({Number(limit)}L)" : null,
                "Attempts = " + Number(step.Attempts),
            };
            code.Line($"new {Names.Nika}StepDefinition({Number(step.Number)}, {CodeText.Literal(step.Name)}) {{ {string.Join(", ", members.Where(static member => member is not null))} }}{(i < pipeline.Steps.Count - 1 ? "," : ");")}");
        }

        code.Outdent();
        code.Line();
    }

    private static void Start(IndentedWriter code, PipelineModel pipeline)
    {
        var input = pipeline.Steps[0].Input;
        code.Line("/// <summary>Starts the pipeline for a job. Starting the same again is harmless.</summary>");
        code.Line("/// <param name=\"nika\">The pod.</param>");
        code.Line("/// <param name=\"jobId\">The job.</param>");
        if (input is not null)
        {
            code.Line("/// <param name=\"input\">What the first step works on.</param>");
        }

        code.Line("/// <param name=\"cancellationToken\">Gives up.</param>");
        string parameter = input is null ? "" : input.Type + " input, ";
        code.Member($"public static {Names.ValueTask}<{Names.Nika}ContractResult> StartAsync({Names.Nika}INika nika, {Names.Nika}JobId jobId, {parameter}{Names.CancellationToken} cancellationToken = default) =>");
        code.Indent();
        code.Line($"Contract.StartAsync(nika, jobId, {Artifact(input)}, {(input is null ? "default" : "input")}, cancellationToken);");
        code.Outdent();
        code.Line();
    }

    private static void Handle(IndentedWriter code, string pipelineClass, PipelineStepModel step)
    {
        string type = $"{Names.Nika}PipelineStep<{step.Input?.Type ?? NoArtifact}, {step.Output?.Type ?? NoArtifact}>";
        code.Line($"/// <summary>Step {Number(step.Number)}, <c>{step.Name}</c>{(step.IsEach ? ", done for each element" : "")}.</summary>");
        code.Member($"public static {type} {CodeText.Identifier(StepTypes.HandleName(step.Name, pipelineClass))} {{ get; }} = new(Contract, {Number(step.Number)}, {Artifact(step.Input)}, {Artifact(step.Output)});");
        code.Line();
    }

    private static string Artifact(ArtifactModel? artifact) => artifact switch
    {
        null => Names.Nika + "Artifact.None",
        { Element: null } => $"{Names.Nika}Artifact.{Kind(artifact)}<{artifact.Type}>()",
        _ => $"{Names.Nika}Artifact.{Kind(artifact)}List<{artifact.Type}, {artifact.Element}>(static items => [.. items])",
    };

    private static string Kind(ArtifactModel artifact) => artifact.IsHash ? "Fields" : "Data";

    private static string? Text(string member, string? value) => value is null ? null : member + " = " + CodeText.Literal(value);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
