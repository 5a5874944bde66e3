using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Tests about reading, with a registry of their own.</summary>
[CollectionDefinition(nameof(NpmReading))]
public sealed class NpmReading : ICollectionFixture<TestRegistry>;

/// <summary>Tests about writing, with a registry of their own.</summary>
[CollectionDefinition(nameof(NpmWriting))]
public sealed class NpmWriting : ICollectionFixture<TestRegistry>;
