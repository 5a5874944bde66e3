using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class ManifestCoherenceTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"scripts":{"install":"x","test":"a"}}""", """{"scripts":{"test":"b","install":"x"}}""")]
    [InlineData("""{"scripts":{"start":"node server.js"}}""", "{}")]
    [InlineData("""{"scripts":{"prepare":"husky"}}""", """{"scripts":{}}""")]
    [InlineData("""{"scripts":{"install":"node-pre-gyp"}}""", """{"scripts":{"install":"./node_modules/.bin/node-pre-gyp"}}""")]
    [InlineData("""{"scripts":{}}""", """{"scripts":{"install":"","postinstall":7}}""")]
    [InlineData("""{"dependencies":{"a":"1","o":"2"},"optionalDependencies":{"o":"2"}}""", """{"dependencies":{"a":"1"},"optionalDependencies":{"o":"2"}}""")]
    [InlineData("""{"dependencies":{"a":"1"},"optionalDependencies":{"o":"2"}}""", """{"dependencies":{"a":"1","o":"2"},"optionalDependencies":{"o":"2"}}""")]
    [InlineData("""{"dependencies":{"a":"1"}}""", """{"dependencies":{"a":" 1 ","b":null}}""")]
    [InlineData("""{"dependencies":null,"peerDependencies":{}}""", """{"optionalDependencies":{}}""")]
    [InlineData("""{"dependencies":{"a":"github:u/r#v1","b":"git+https://github.com/u/r.git","c":"git+ssh://git@gitlab.com/u/r.git"}}""",
        """{"dependencies":{"a":"u/r#v1","b":"https://github.com/u/r","c":"git@gitlab.com:u/r.git"}}""")]
    [InlineData("""{"dependencies":{"__proto__":"1"}}""", """{"dependencies":{"__proto__":"1"}}""")]
    [InlineData("""{"devDependencies":{"a":"1"},"main":"x"}""", """{"devDependencies":{"b":"2"}}""")]
    [InlineData("""{"bundleDependencies":["a","b"],"dependencies":{"a":"1","b":"1"}}""", """{"bundledDependencies":true,"dependencies":{"b":"1","a":"1"}}""")]
    [InlineData("""{"bundleDependencies":["a"]}""", """{"bundledDependencies":{"a":"1"}}""")]
    [InlineData("""{"bundleDependencies":[]}""", """{"bundleDependencies":false}""")]
    [InlineData("""{"name":"@acme/tool","bin":{"tool":"cli.js"}}""", """{"name":"@acme/tool","bin":"./cli.js"}""")]
    [InlineData("""{"bin":{"x.js":"bin/x.js"}}""", """{"bin":["./bin/../bin//x.js"]}""")]
    [InlineData("""{"bin":{"x":"x.js"}}""", """{"bin":{"../x":"../x.js","y":7,"":"z","z":"."}}""")]
    [InlineData("""{"bin":{"x":"bin/x","y":"bin/y"}}""", """{"directories":{"bin":"./bin/"}}""")]
    public void What_npm_makes_of_a_manifest_is_coherent(string published, string packed) => Assert.Null(Fault(published, packed));

    [Theory]
    [InlineData("{}", """{"scripts":{"postinstall":"evil"}}""", """scripts of package.json in the tarball holds "postinstall", which the document leaves out.""")]
    [InlineData("{}", """{"scripts":{"prepare":"evil"}}""", """scripts of package.json in the tarball holds "prepare", which the document leaves out.""")]
    [InlineData("""{"scripts":{"install":"a"}}""", """{"scripts":{"install":"b"}}""", """scripts holds another "install" in package.json in the tarball than in the document.""")]
    [InlineData("""{"scripts":{"preinstall":"a"}}""", "{}", """scripts of the document holds "preinstall", which package.json in the tarball does not.""")]
    [InlineData("""{"scripts":{"install":"node-gyp rebuild"}}""", "{}", """scripts of the document holds "install", which package.json in the tarball does not.""")]
    [InlineData("{}", """{"dependencies":{"a":"1"}}""", """dependencies of package.json in the tarball holds "a", which the document leaves out.""")]
    [InlineData("""{"dependencies":{"a":"2"}}""", """{"dependencies":{"a":"1"}}""", """dependencies holds another "a" in package.json in the tarball than in the document.""")]
    [InlineData("""{"dependencies":{"a":"1"}}""", "{}", """dependencies of the document holds "a", which package.json in the tarball does not.""")]
    [InlineData("""{"dependencies":{"a":"u/r"}}""", """{"dependencies":{"a":"u/s"}}""", """dependencies holds another "a" in package.json in the tarball than in the document.""")]
    [InlineData("""{"dependencies":{"a":"u/r#1"}}""", """{"dependencies":{"a":"u/r#2"}}""", """dependencies holds another "a" in package.json in the tarball than in the document.""")]
    [InlineData("""{"dependencies":{"a":"github:u/r"}}""", """{"dependencies":{"a":"gitlab:u/r"}}""", """dependencies holds another "a" in package.json in the tarball than in the document.""")]
    [InlineData("""{"dependencies":{"a":"https://evil.example/github.com/u/r"}}""", """{"dependencies":{"a":"github:u/r"}}""",
        """dependencies holds another "a" in package.json in the tarball than in the document.""")]
    [InlineData("""{"dependencies":{"o":"1"}}""", """{"optionalDependencies":{"o":"1"}}""", """dependencies of the document holds "o", which package.json in the tarball does not.""")]
    [InlineData("""{"optionalDependencies":{"o":"1"}}""", """{"dependencies":{"o":"1"}}""", """dependencies of package.json in the tarball holds "o", which the document leaves out.""")]
    [InlineData("""{"peerDependencies":{"p":"1"}}""", """{"peerDependencies":{"p":"2"}}""", """peerDependencies holds another "p" in package.json in the tarball than in the document.""")]
    [InlineData("""{"bundleDependencies":[]}""", """{"bundledDependencies":["a"]}""", """bundleDependencies of package.json in the tarball holds "a", which the document leaves out.""")]
    [InlineData("""{"bin":{"x":"a.js"}}""", """{"bin":{"x":"b.js"}}""", """bin holds another "x" in package.json in the tarball than in the document.""")]
    [InlineData("{}", """{"bin":{"x":"b.js"}}""", """bin of package.json in the tarball holds "x", which the document leaves out.""")]
    [InlineData("""{"bin":{"x":"lib/x"}}""", """{"directories":{"bin":"bin"}}""", """bin of the document holds "x", which package.json in the tarball does not.""")]
    [InlineData("""{"bin":{"x":"x","y":"bin/y"}}""", """{"bin":{"x":"x"},"directories":{"bin":"bin"}}""", """bin of the document holds "y", which package.json in the tarball does not.""")]
    public void What_hides_or_changes_anything_is_not(string published, string packed, string fault) => Assert.Equal(fault, Fault(published, packed));

    [Theory]
    [InlineData("""{"scripts":{"install":"node-gyp rebuild"},"gypfile":true}""", "{}", null)]
    [InlineData("""{"scripts":{"install":"node-gyp rebuild"}}""", """{"scripts":{"install":"","postinstall":null}}""", null)]
    [InlineData("{}", "{}", null)]
    [InlineData("""{"scripts":{"install":"evil"}}""", "{}", """scripts of the document holds "install", which package.json in the tarball does not.""")]
    [InlineData("""{"scripts":{"install":"node-gyp rebuild"}}""", """{"gypfile":false}""", """scripts of the document holds "install", which package.json in the tarball does not.""")]
    [InlineData("""{"scripts":{"preinstall":"x","install":"node-gyp rebuild"}}""", """{"scripts":{"preinstall":"x"}}""",
        """scripts of the document holds "install", which package.json in the tarball does not.""")]
    public void The_install_script_that_npm_adds_for_node_gyp_is_fine(string published, string packed, string? fault) => Assert.Equal(fault, Fault(published, packed, hasGyp: true));

    [Fact]
    public void A_reason_does_not_repeat_a_long_name() => Assert.Equal(
        $"dependencies of the document holds \"{new string('a', 214)}…\", which package.json in the tarball does not.",
        Fault($$$"""{"dependencies":{"{{{new string('a', 1000)}}}":"1"}}""", "{}"));

    private static string? Fault(string published, string packed, bool hasGyp = false)
    {
        using var manifest = PlainJson.Parse(Encoding.UTF8.GetBytes(published));
        using var content = PlainJson.Parse(Encoding.UTF8.GetBytes(packed));
        return ManifestCoherence.Fault(manifest.RootElement, content.RootElement, hasGyp);
    }
}
