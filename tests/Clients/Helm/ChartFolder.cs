namespace Registry.Clients.Helm;

/// <summary>The folder of a small chart, not yet packed.</summary>
public static class ChartFolder
{
    /// <summary>Writes the folder into the client's working directory, over what stands there, and answers its path.</summary>
    /// <param name="helm">Whose working directory.</param>
    /// <param name="name">The folder's name.</param>
    /// <param name="chartYaml">The whole text of Chart.yaml.</param>
    /// <param name="files">Further files by their path within the folder.</param>
    public static async Task<string> WriteAsync(HelmClient helm, string name, string chartYaml, params (string Path, string Text)[] files)
    {
        var folder = Path.Combine(helm.WorkingDirectory, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        (string Path, string Text)[] all =
        [
            ("Chart.yaml", chartYaml),
            ("values.yaml", "colour: red\npaint:\n  walls: white\n"),
            ("templates/configmap.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-{{ .Chart.Name }}\ndata:\n  version: {{ .Chart.Version | quote }}\n  colour: {{ .Values.colour }}\n"),
            .. files,
        ];
        foreach (var (path, text) in all)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }

        return folder;
    }
}
