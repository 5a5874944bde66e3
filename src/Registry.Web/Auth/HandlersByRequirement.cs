using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;

namespace Registry.Web.Auth;

/// <summary>
/// Has a policy decided by the handlers of what it requires, in the order in which they were added. The framework would ask
/// every handler there is, with each request, whether there is something to do for it.
/// </summary>
internal sealed class HandlersByRequirement(IEnumerable<IAuthorizationHandler> handlers) : IAuthorizationHandlerProvider
{
    private readonly (IAuthorizationHandler Handler, Type? Requirement)[] _all = [.. handlers.Select(handler => (handler, RequirementOf(handler.GetType())))];

    // A policy is made once for an endpoint, and its requirements with it.
    private readonly ConditionalWeakTable<object, Task<IEnumerable<IAuthorizationHandler>>> _ofPolicy = [];

    public Task<IEnumerable<IAuthorizationHandler>> GetHandlersAsync(AuthorizationHandlerContext context) =>
        _ofPolicy.TryGetValue(context.Requirements, out var known) ? known : _ofPolicy.GetValue(context.Requirements, _ => Task.FromResult(Of(context.Requirements)));

    private IEnumerable<IAuthorizationHandler> Of(IEnumerable<IAuthorizationRequirement> requirements) =>
        [.. _all.Where(one => one.Requirement is null || requirements.Any(one.Requirement.IsInstanceOfType)).Select(one => one.Handler)];

    // None for a handler that looks for itself, as the framework's does for requirements that decide about themselves.
    private static Type? RequirementOf(Type? handler) =>
        handler is null ? null
        : handler is { IsGenericType: true } && handler.GetGenericTypeDefinition() == typeof(AuthorizationHandler<>) ? handler.GenericTypeArguments[0]
        : RequirementOf(handler.BaseType);
}
