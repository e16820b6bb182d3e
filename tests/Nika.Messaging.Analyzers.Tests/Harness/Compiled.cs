using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>Compilations as other compilations refer to them once they are built.</summary>
internal static class Compiled
{
    public static PortableExecutableReference Image(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var lenient = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        Assert.True(lenient.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
