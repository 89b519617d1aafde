using Microsoft.AspNetCore.Identity;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>Reads e-mail addresses and passwords of a body.</summary>
internal static class PasswordInput
{
    /// <summary>A password as it is: blanks count. null and an error when it is absent or none.</summary>
    public static string? ReadPassword(this JsonInput input, string member)
    {
        if (!input.TryGet(member, required: true, out var value) || input.TextOf(value, input.PointerTo(member)) is not { } password)
        {
            return null;
        }

        if (password.Length is >= 1 and <= FieldLimits.Password)
        {
            return password;
        }

        input.Errors.Add(input.PointerTo(member), $"must have 1 to {FieldLimits.Password} characters");
        return null;
    }

    /// <summary>An e-mail address; null and an error when it is absent, though required, or none.</summary>
    public static EmailAddress? ReadEmail(this JsonInput input, bool required = true)
    {
        if (input.Text("email", required) is not { } text)
        {
            return null;
        }

        var parsed = EmailAddress.Parse(text);
        if (!parsed.IsValid)
        {
            input.Errors.Add(input.PointerTo("email"), parsed.Error);
        }

        return parsed.Value;
    }

    /// <summary>Finds what is wrong with a new password.</summary>
    public static async Task CheckNewPasswordAsync(
        this UserManager<User> users, User user, string password, InputErrors errors, string pointer)
    {
        foreach (var validator in users.PasswordValidators)
        {
            foreach (var error in (await validator.ValidateAsync(users, user, password)).Errors)
            {
                errors.Add(pointer, DescribeRule(error, users.Options.Password));
            }
        }

        if (password.Equals(user.UserName, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(pointer, "must not be the e-mail address");
        }
    }

    private static string DescribeRule(IdentityError error, PasswordOptions rules) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => $"must have at least {rules.RequiredLength} characters",
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) =>
            $"must have at least {rules.RequiredUniqueChars} different characters",
        _ => error.Description,
    };
}
