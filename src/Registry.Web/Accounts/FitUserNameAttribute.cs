using System.ComponentModel.DataAnnotations;

namespace Registry.Web.Accounts;

/// <summary>A user name that somebody can have, so that a form tells of a bad one together with whatever else is wrong.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FitUserNameAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string name && !string.IsNullOrWhiteSpace(name) && UserCreation.NameFault(name.Trim()) is { } fault
            ? new ValidationResult(fault, [validationContext.MemberName!])
            : ValidationResult.Success;
}
