using System.CommandLine;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>group rename FULL/PATH NEW</c>.</summary>
internal static class GroupCommand
{
    public static Command Create(Operate operate) => OperatorCommands.Noun("group", "Groups.", RenameVerb.Create(operate, "group"));
}
