using System.Linq;
using System.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the one method that registers every handler and client of an assembly.</summary>
internal static class RegistrationEmitter
{
    private const string Builder = Names.Nika + "INikaBuilder";
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";

    public static string Emit(string assembly, EquatableArray<RegistrationModel> handlers, EquatableArray<ClientRegistrationModel> clients)
    {
        string name = NameOf(assembly);
        var code = SourceFile.Begin();
        code.Line("namespace Nika.Messaging;");
        code.Line();
        string what = (handlers.Count, clients.Count) switch
        {
            (_, 0) => "handler",
            (0, _) => "client",
            _ => "handler and client",
        };
        bool isPublic = handlers.All(h => h.IsPublic) && clients.All(c => c.IsPublic);
        code.Line($"/// <summary>Registers the {(what == "handler and client" ? "handlers and clients" : what + "s")} of the assembly {SourceFile.Doc(assembly)}.</summary>");
        code.Line(SourceFile.GeneratedCode);
        code.Open($"{(isPublic ? "public" : "internal")} static class {name}Registration");
        code.Line($"/// <summary>Adds every {what} of the assembly {SourceFile.Doc(assembly)}.</summary>");
        code.Line("/// <param name=\"builder\">The pod that is put together.</param>");
        code.Open($"public static {Builder} Add{name}(this {Builder} builder)");
        foreach (var handler in handlers)
        {
            Add(code, handler);
        }

        foreach (var client in clients)
        {
            code.Line($"builder.AddClient<{client.ClientType}>();");
        }

        code.Line("return builder;");
        code.Close();
        code.Close();
        return code.ToString();
    }

    /// <summary><c>Repo.Audit</c> becomes <c>RepoAudit</c>.</summary>
    internal static string NameOf(string assembly)
    {
        var name = new StringBuilder(assembly.Length);
        bool startsWord = true;
        foreach (char current in assembly)
        {
            if (!char.IsLetterOrDigit(current) && current != '_')
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(current) : current);
            startsWord = false;
        }

        return name.Length > 0 && char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }

    private static void Add(IndentedWriter code, RegistrationModel handler)
    {
        if (handler.Services.Count == 0)
        {
            code.Line($"builder.AddHandler<{handler.HandlerType}>(static _ => new {handler.HandlerType}());");
            return;
        }

        code.Line($"builder.AddHandler<{handler.HandlerType}>(static services => new {handler.HandlerType}(");
        code.Indent();
        for (int i = 0; i < handler.Services.Count; i++)
        {
            var service = handler.Services[i];
            string value = service switch
            {
                { IsProvider: true } => "services",
                { Default: { } absent } => $"services.GetService(typeof({service.TypeName})) is {service.TypeName} service{i} ? service{i} : {absent}",
                _ => $"{Services}.GetRequiredService<{service.TypeName}>(services)",
            };
            code.Line(value + (i < handler.Services.Count - 1 ? "," : "));"));
        }

        code.Outdent();
    }
}
