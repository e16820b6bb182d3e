using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member of a journaled message is called like a secret.</summary>
public sealed class NIKA115Tests
{
    [Theory]
    [InlineData("""[Message("m"), BusMessage] public partial record M(string {|NIKA115:Password|});""", "Password")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(string? {|NIKA115:ClientSecret|} = null);""", "ClientSecret")]
    [InlineData("""[Message("m"), BusMessage] public partial record M([WireName("plain")] string {|NIKA115:Token|});""", "Token")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(byte[] {|NIKA115:PrivateKey|});""", "PrivateKey")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(ImmutableArray<string> {|NIKA115:Passwords|});""", "Passwords")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(int Number) { public string? {|NIKA115:AccessToken|} { get; set; } }""", "AccessToken")]
    [InlineData("""[Message("m"), EntityFeed, Meta(Domain = "x")] public partial record M(EntityId EntityId, EntityStatus Status, string {|NIKA115:ApiKey|});""", "ApiKey")]
    [InlineData("""[MessagePart, MaxDepth(4)] public partial record Login(string User, string Password, Login? Next = null); [Message("m"), BusMessage] public partial record M(List<Login> {|NIKA115:Logins|});""", "Logins.Password")]
    [InlineData("""[Message("inner"), Signal] public partial record Inner(JobId JobId, string Secret); [Message("m"), BusMessage] public partial record M(Inner? {|NIKA115:Inner|});""", "Inner.Secret")]
    public Task It_is_reported_where_it_is(string source, string path) => Verify.ReportsAsync(
        Sources.In(source),
        $"'{path}' looks like a secret, and every 'M' is written to the JSONL bus, where anyone who reads files can read it: leave it out, or send a reference to it");

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, string Password);""")]
    [InlineData("""[Message("m"), Contract] public partial record M(JobId JobId, string Password);""")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(int PromptTokens, string PageToken, string CancellationTokenName, string Tokens);""")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(string Key, string CacheKey, string Keyboard, string Monkey, string PublicKey);""")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(bool HasPassword, int Password, string PasswordHint, string SecretName, string Secretary);""")]
    [InlineData("""[Id] public readonly partial struct SecretId; [Message("m"), BusMessage] public partial record M(SecretId Secret);""")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(string User) { public string Password => User; internal string Secret { get; set; } = ""; }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Fact]
    public Task A_suppression_is_heeded() => Verify.IsSilentAsync(
        "namespace App; [Message(\"m\"), BusMessage, System.Diagnostics.CodeAnalysis.SuppressMessage(\"Nika.Contracts\", \"NIKA115\", Justification = \"It is a lexer's.\")] public sealed partial record M(string Token);");
}
