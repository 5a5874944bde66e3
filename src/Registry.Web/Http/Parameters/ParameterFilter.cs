namespace Registry.Web.Http;

/// <summary>Declares what an endpoint takes, and checks it once the caller has been let in.</summary>
internal static class ParameterFilter
{
    /// <summary>The parameters are checked before the handler runs: 400 names each that is missing or wrong.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder builder, params ApiParameter[] parameters) => builder
        .WithMetadata(new TakenParameters(parameters))
        .AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var reading = await RequestValues.ReadAsync(context, parameters);
            if (reading.Refusal is { } refusal)
            {
                return GitLabResults.Refused(refusal);
            }

            var (arguments, fault) = ApiArguments.Read(parameters, reading.Find);
            if (fault is not null)
            {
                return GitLabResults.Refused(Refusal.Parameter(fault));
            }

            context.Features.Set(arguments);
            return await next(invocation);
        });

    /// <summary>What the request gave for a parameter that its endpoint takes; null where nothing.</summary>
    public static T? Get<T>(this HttpContext context, ApiParameter<T> parameter) => context.GetArguments().Get(parameter);

    /// <summary>All that the request gave.</summary>
    public static ApiArguments GetArguments(this HttpContext context) =>
        context.Features.Get<ApiArguments>() ?? throw new InvalidOperationException("The endpoint takes no parameters.");
}

/// <summary>Metadata: what an endpoint takes.</summary>
internal sealed record TakenParameters(IReadOnlyList<ApiParameter> Parameters);
