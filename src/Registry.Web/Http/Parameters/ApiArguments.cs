namespace Registry.Web.Http;

/// <summary>What a request gave for the parameters of its endpoint, checked.</summary>
internal sealed class ApiArguments
{
    private readonly Dictionary<string, object?> _given = new(StringComparer.Ordinal);

    private ApiArguments()
    {
    }

    /// <summary>The value, or null where none was given.</summary>
    public T? Get<T>(ApiParameter<T> parameter) => _given.TryGetValue(parameter.Name, out var value) && value is T typed ? typed : default;

    /// <summary>Whether it was given at all, be it as a null: a change that does not name a field leaves it as it is.</summary>
    public bool Has(ApiParameter parameter) => _given.ContainsKey(parameter.Name);

    /// <summary>Whether it was given as nothing: a null, or an empty text.</summary>
    public bool IsEmpty(ApiParameter parameter) => _given.TryGetValue(parameter.Name, out var value) && value is null;

    /// <summary>Reads what the parameters take out of the values; the fault names every parameter that is missing or wrong.</summary>
    public static (ApiArguments Arguments, string? Fault) Read(IReadOnlyList<ApiParameter> parameters, Func<string, ApiValue?> find)
    {
        var arguments = new ApiArguments();
        var faults = new List<string>();
        foreach (var parameter in parameters)
        {
            if (find(parameter.Name) is not { } given)
            {
                if (parameter.IsRequired)
                {
                    faults.Add($"{parameter.Name} is missing");
                }

                continue;
            }

            var (value, fault) = parameter.Read(given);
            if (fault is null && value is null && parameter.IsRequired)
            {
                fault = "is empty";
            }

            if (fault is not null)
            {
                faults.Add($"{parameter.Name} {fault}");
            }

            arguments._given[parameter.Name] = value;
        }

        return (arguments, faults.Count == 0 ? null : string.Join(", ", faults));
    }
}
