using System.Text;
using Nika.Messaging.Redis.Commands;

namespace Nika.Messaging.Redis.Tests.Commands;

/// <summary>Pods in other languages run the scripts that the documentation gives.</summary>
public sealed class ContractScriptsTests
{
    [Fact]
    public void The_scripts_in_the_documentation_are_the_ones_that_are_sent()
    {
        AssertSame("start", ContractScripts.Start);
        AssertSame("claim", ContractScripts.Claim);
        AssertSame("renew", ContractScripts.Renew);
        AssertSame("complete", ContractScripts.Complete);
        AssertSame("fail", ContractScripts.Fail);
    }

    private static void AssertSame(string name, byte[] script) =>
        Assert.Equal(Encoding.UTF8.GetString(script), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contract-scripts", name + ".lua")));
}
