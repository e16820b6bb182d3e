using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member cannot feed the envelope field it names.</summary>
public sealed class NIKA116Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, [{|NIKA116:Meta(MetaField.Role)|}] string Role);""",
        "'Role' cannot feed the envelope of 'M', Role is fed by a RoleName: write [Meta(MetaField.…)] on one member of the field's own type, constants on the type")]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, [Meta(MetaField.Domain)] string A, [{|NIKA116:Meta(MetaField.Domain)|}] string B);""",
        "'B' cannot feed the envelope of 'M', another member feeds Domain already: write [Meta(MetaField.…)] on one member of the field's own type, constants on the type")]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, [{|NIKA116:Meta(Domain = "x")|}] string A);""",
        "'A' cannot feed the envelope of 'M', on a member, name the field it feeds: write [Meta(MetaField.…)] on one member of the field's own type, constants on the type")]
    [InlineData(
        """[Message("m"), Signal, {|NIKA116:Meta(Tags = [""])|}] public partial record M(JobId JobId);""",
        "'Tags' cannot feed the envelope of 'M', at most 16 tags, none of them empty: write [Meta(MetaField.…)] on one member of the field's own type, constants on the type")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, [Meta(MetaField.Role)] RoleName? Role, [Meta(MetaField.Domain)] string? A, [Meta(MetaField.ParentId)] EntityId Boss);""")]
    [InlineData("""[Message("m"), Signal, Meta(Domain = "hooks", Tags = ["a", "b"])] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, string Role, string Status);""")]
    [InlineData("public record NoMessage([property: Meta(MetaField.Role)] string Role);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
