// Stand-in until the generator emits these.
namespace Nika.Messaging;
#pragma warning disable CS1591

public readonly partial struct JobId : IId<JobId>, IEquatable<JobId>, IParsable<JobId>
{
    private readonly string? value;
    public JobId(string value) => this.value = IdFormat.Validate(value, nameof(JobId));
    private JobId(string value, bool _) => this.value = value;
    public string Value => value ?? "";
    public bool IsDefault => value is null;
    public static bool TryCreate(string? value, out JobId id) { id = IdFormat.IsValid(value) ? new(value!, true) : default; return !id.IsDefault; }
    public static JobId Parse(string s, IFormatProvider? provider) => TryCreate(s, out var id) ? id : throw new FormatException(IdFormat.Explain(s, nameof(JobId)));
    public static bool TryParse(string? s, IFormatProvider? provider, out JobId result) => TryCreate(s, out result);
    public bool Equals(JobId other) => value == other.value;
    public override bool Equals(object? obj) => obj is JobId other && Equals(other);
    public override int GetHashCode() => value is null ? 0 : string.GetHashCode(value, StringComparison.Ordinal);
    public static bool operator ==(JobId left, JobId right) => left.Equals(right);
    public static bool operator !=(JobId left, JobId right) => !left.Equals(right);
    public override string ToString() => Value;
}

public readonly partial struct EntityId : IId<EntityId>, IEquatable<EntityId>, IParsable<EntityId>
{
    private readonly string? value;
    public EntityId(string value) => this.value = IdFormat.Validate(value, nameof(EntityId));
    private EntityId(string value, bool _) => this.value = value;
    public string Value => value ?? "";
    public bool IsDefault => value is null;
    public static bool TryCreate(string? value, out EntityId id) { id = IdFormat.IsValid(value) ? new(value!, true) : default; return !id.IsDefault; }
    public static EntityId Parse(string s, IFormatProvider? provider) => TryCreate(s, out var id) ? id : throw new FormatException(IdFormat.Explain(s, nameof(EntityId)));
    public static bool TryParse(string? s, IFormatProvider? provider, out EntityId result) => TryCreate(s, out result);
    public bool Equals(EntityId other) => value == other.value;
    public override bool Equals(object? obj) => obj is EntityId other && Equals(other);
    public override int GetHashCode() => value is null ? 0 : string.GetHashCode(value, StringComparison.Ordinal);
    public static bool operator ==(EntityId left, EntityId right) => left.Equals(right);
    public static bool operator !=(EntityId left, EntityId right) => !left.Equals(right);
    public override string ToString() => Value;
}

public readonly partial struct SessionId : IId<SessionId>, IEquatable<SessionId>, IParsable<SessionId>
{
    private readonly string? value;
    public SessionId(string value) => this.value = IdFormat.Validate(value, nameof(SessionId));
    private SessionId(string value, bool _) => this.value = value;
    public string Value => value ?? "";
    public bool IsDefault => value is null;
    public static bool TryCreate(string? value, out SessionId id) { id = IdFormat.IsValid(value) ? new(value!, true) : default; return !id.IsDefault; }
    public static SessionId Parse(string s, IFormatProvider? provider) => TryCreate(s, out var id) ? id : throw new FormatException(IdFormat.Explain(s, nameof(SessionId)));
    public static bool TryParse(string? s, IFormatProvider? provider, out SessionId result) => TryCreate(s, out result);
    public bool Equals(SessionId other) => value == other.value;
    public override bool Equals(object? obj) => obj is SessionId other && Equals(other);
    public override int GetHashCode() => value is null ? 0 : string.GetHashCode(value, StringComparison.Ordinal);
    public static bool operator ==(SessionId left, SessionId right) => left.Equals(right);
    public static bool operator !=(SessionId left, SessionId right) => !left.Equals(right);
    public override string ToString() => Value;
}

public readonly partial struct ArtifactName : IId<ArtifactName>, IEquatable<ArtifactName>, IParsable<ArtifactName>
{
    private readonly string? value;
    public ArtifactName(string value) => this.value = IdFormat.Validate(value, nameof(ArtifactName));
    private ArtifactName(string value, bool _) => this.value = value;
    public string Value => value ?? "";
    public bool IsDefault => value is null;
    public static bool TryCreate(string? value, out ArtifactName id) { id = IdFormat.IsValid(value) ? new(value!, true) : default; return !id.IsDefault; }
    public static ArtifactName Parse(string s, IFormatProvider? provider) => TryCreate(s, out var id) ? id : throw new FormatException(IdFormat.Explain(s, nameof(ArtifactName)));
    public static bool TryParse(string? s, IFormatProvider? provider, out ArtifactName result) => TryCreate(s, out result);
    public bool Equals(ArtifactName other) => value == other.value;
    public override bool Equals(object? obj) => obj is ArtifactName other && Equals(other);
    public override int GetHashCode() => value is null ? 0 : string.GetHashCode(value, StringComparison.Ordinal);
    public static bool operator ==(ArtifactName left, ArtifactName right) => left.Equals(right);
    public static bool operator !=(ArtifactName left, ArtifactName right) => !left.Equals(right);
    public override string ToString() => Value;
}

public readonly partial struct PodName : IId<PodName>, IEquatable<PodName>, IParsable<PodName>
{
    private readonly string? value;
    public PodName(string value) => this.value = IdFormat.Validate(value, nameof(PodName));
    private PodName(string value, bool _) => this.value = value;
    public string Value => value ?? "";
    public bool IsDefault => value is null;
    public static bool TryCreate(string? value, out PodName id) { id = IdFormat.IsValid(value) ? new(value!, true) : default; return !id.IsDefault; }
    public static PodName Parse(string s, IFormatProvider? provider) => TryCreate(s, out var id) ? id : throw new FormatException(IdFormat.Explain(s, nameof(PodName)));
    public static bool TryParse(string? s, IFormatProvider? provider, out PodName result) => TryCreate(s, out result);
    public bool Equals(PodName other) => value == other.value;
    public override bool Equals(object? obj) => obj is PodName other && Equals(other);
    public override int GetHashCode() => value is null ? 0 : string.GetHashCode(value, StringComparison.Ordinal);
    public static bool operator ==(PodName left, PodName right) => left.Equals(right);
    public static bool operator !=(PodName left, PodName right) => !left.Equals(right);
    public override string ToString() => Value;
}

public readonly partial struct RoleName : IId<RoleName>, IEquatable<RoleName>, IParsable<RoleName>
{
    private readonly string? value;
    public RoleName(string value) => this.value = IdFormat.Validate(value, nameof(RoleName));
    private RoleName(string value, bool _) => this.value = value;
    public string Value => value ?? "";
    public bool IsDefault => value is null;
    public static bool TryCreate(string? value, out RoleName id) { id = IdFormat.IsValid(value) ? new(value!, true) : default; return !id.IsDefault; }
    public static RoleName Parse(string s, IFormatProvider? provider) => TryCreate(s, out var id) ? id : throw new FormatException(IdFormat.Explain(s, nameof(RoleName)));
    public static bool TryParse(string? s, IFormatProvider? provider, out RoleName result) => TryCreate(s, out result);
    public bool Equals(RoleName other) => value == other.value;
    public override bool Equals(object? obj) => obj is RoleName other && Equals(other);
    public override int GetHashCode() => value is null ? 0 : string.GetHashCode(value, StringComparison.Ordinal);
    public static bool operator ==(RoleName left, RoleName right) => left.Equals(right);
    public static bool operator !=(RoleName left, RoleName right) => !left.Equals(right);
    public override string ToString() => Value;
}
