using Registry.Data.Entities;
using Route = Registry.Data.Entities.Route;

namespace Registry.Unit.Data;

/// <summary>Rows that can be saved as they are. What they point to is saved already.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = new(2026, 7, 14, 9, 30, 0, TimeSpan.Zero);

    private static Actor Ada => new() { Kind = ActorKind.User, Id = 1, Name = "ada" };

    public static User User(string name) =>
        new() { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Name = name, CreatedAt = Now };

    public static Group Group(string path, Group? parent = null, User? user = null) =>
        new() { Path = path, FullPath = parent is null ? path : $"{parent.FullPath}/{path}", Name = path, ParentId = parent?.Id, UserId = user?.Id, CreatedAt = Now };

    public static GroupAncestor Ancestor(Group group, Group ancestor, int depth) =>
        new() { GroupId = group.Id, AncestorId = ancestor.Id, Depth = depth };

    public static Project Project(Group group, string path) =>
        new() { GroupId = group.Id, Path = path, FullPath = $"{group.FullPath}/{path}", Name = path, CreatedAt = Now };

    public static Route Route(string path, Group group) => new() { Path = path, GroupId = group.Id };

    public static Route Route(string path, Project project) => new() { Path = path, ProjectId = project.Id };

    public static Membership Membership(User user, Group group) =>
        new() { UserId = user.Id, GroupId = group.Id, AccessLevel = AccessLevel.Developer, CreatedAt = Now };

    public static Membership Membership(User user, Project project) =>
        new() { UserId = user.Id, ProjectId = project.Id, AccessLevel = AccessLevel.Developer, CreatedAt = Now };

    public static PersonalAccessToken Token(User user, params byte[] digest) =>
        new() { UserId = user.Id, Name = "laptop", Digest = digest, Scopes = "api", CreatedAt = Now };

    public static PersonalAccessTokenProject Bound(PersonalAccessToken token, Project project) =>
        new() { TokenId = token.Id, ProjectId = project.Id };

    public static DeployToken DeployToken(Project project, params byte[] digest) =>
        new() { ProjectId = project.Id, Name = "cluster", Username = "gitlab+deploy-token-1", Digest = digest, Scopes = "read_package_registry", CreatedAt = Now };

    public static Pipeline Pipeline(Project project, User user, long iid = 1) =>
        new() { ProjectId = project.Id, UserId = user.Id, Iid = iid, Ref = "main", Sha = new('a', 40), Source = "push", CreatedAt = Now, UpdatedAt = Now };

    public static Job Job(Pipeline pipeline, params byte[] digest) =>
        new() { PipelineId = pipeline.Id, ProjectId = pipeline.ProjectId, UserId = pipeline.UserId, Name = "publish", TokenDigest = digest, LeaseEndsAt = Now, CreatedAt = Now };

    public static PackageName PackageName(Project project, string name, PackageType type = PackageType.Helm) =>
        new() { ProjectId = project.Id, Type = type, Name = name, CreatedAt = Now };

    public static Package Package(PackageName name, string version, PackageStatus status = PackageStatus.Default) =>
        new() { ProjectId = name.ProjectId, PackageNameId = name.Id, Type = name.Type, Name = name.Name, Version = version, Status = status, Creator = Ada, CreatedAt = Now, UpdatedAt = Now };

    public static PackageTag Tag(PackageName name, Package package) =>
        new() { PackageNameId = name.Id, Name = "latest", PackageId = package.Id, UpdatedAt = Now };

    public static NpmMetadata NpmMetadata(Package package, PackageFile file) =>
        new() { PackageId = package.Id, PackageFileId = file.Id, Document = [.. "{}"u8], Abbreviated = [.. "{}"u8], Keywords = "\n", SignatureKeyId = "SHA256:a", Signature = "MEQ=" };

    public static NpmReadme NpmReadme(Package package) => new() { PackageId = package.Id, Text = "# Web" };

    public static SigningKey SigningKey() => new() { KeyId = "SHA256:a", PublicKey = [1], ProtectedPrivateKey = [2], CreatedAt = Now };

    public static LoginRequest LoginRequest(User user) =>
        new() { ConfirmDigest = [1], PollDigest = [2], Client = "npm/11.0.0", CreatedAt = Now, ExpiresAt = Now, UserId = user.Id };

    public static Blob Blob(char digit) => new() { Digest = new(digit, 64), Size = 3, CreatedAt = Now };

    public static PackageFile File(Package package, Blob blob, Pipeline? pipeline = null) =>
        new()
        {
            PackageId = package.Id,
            FileName = "web-1.0.0.tgz",
            Size = blob.Size,
            Md5 = new('0', 32),
            Sha1 = new('0', 40),
            Sha256 = blob.Digest,
            Sha512 = new('0', 128),
            Creator = Ada,
            PipelineId = pipeline?.Id,
            CreatedAt = Now,
        };

    public static HelmFileMetadata HelmMetadata(PackageFile file, Project project) =>
        new() { PackageFileId = file.Id, ProjectId = project.Id, Channel = "stable", Manifest = "{}", IndexEntry = [1] };

    public static HelmProvenance Provenance(PackageFile chart, PackageFile provenance) => new() { PackageFileId = provenance.Id, ChartFileId = chart.Id };

    public static PackageSettings PackageSettings(Project project) => new() { ProjectId = project.Id, Type = PackageType.Helm, AllowsDuplicates = true };

    public static ProtectionRule ProtectionRule(Project project) =>
        new() { ProjectId = project.Id, Type = PackageType.Helm, NamePattern = "web-*", MinimumLevelForPush = AccessLevel.Maintainer, CreatedAt = Now };

    public static TrustedPublisher TrustedPublisher(Project project, User user) =>
        new() { ProjectId = project.Id, UserId = user.Id, Issuer = "https://ci.example.com", Claims = "{}", Name = "ci", CreatedAt = Now };

    public static SpentIdToken SpentIdToken() => new() { Digest = [1], ExpiresAt = Now };

    public static PackageDownloadDay DownloadDay(Package package) => new() { PackageId = package.Id, Day = DateOnly.FromDateTime(Now.UtcDateTime), Count = 3 };

    public static PackageDependency Dependency(PackageName name) => new() { PackageNameId = name.Id, Kind = DependencyKind.Runtime, Name = "postgresql", Requirement = "~16.0" };

    public static PackageSearchEntry SearchEntry(PackageName name, Package package) =>
        new() { PackageNameId = name.Id, PackageId = package.Id, Name = name.Name, Description = "Deploys the web tier.", Keywords = "web ingress", Readme = "How to install it", IndexedAt = Now };

    public static UserSession Session(User user) => new() { UserId = user.Id, Digest = [7], CreatedAt = Now, LastSeenAt = Now, Address = "127.0.0.1", Agent = "tests" };

    public static RetiredPackageName RetiredPackageName() => new() { Type = PackageType.Npm, Name = "@acme/web", Scope = "acme" };

    public static HelmChannel Channel(Project project) => new() { ProjectId = project.Id, Name = "stable", ChangedAt = Now };

    public static PackagePipeline PackagePipeline(Package package, Pipeline pipeline) =>
        new() { PackageId = package.Id, PipelineId = pipeline.Id };

    public static AuditEvent AuditEvent(DateTimeOffset at) =>
        new() { At = at, Action = "package.publish", Actor = Ada, Target = "web 1.0.0" };

    public static DataProtectionKey DataProtectionKey() => new() { FriendlyName = "key-1", Xml = "<key />" };
}
