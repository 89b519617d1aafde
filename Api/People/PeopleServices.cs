using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Webhooks.Api.Access;
using Webhooks.Core.Database;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api.People;

/// <summary>Registers users (ASP.NET Core Identity), their sessions, and what sends them mail.</summary>
internal static class PeopleServices
{
    /// <summary>A password is long rather than colourful (NIST SP 800-63B section 3.1.1).</summary>
    private const int DifferentCharacters = 5;

    public static void AddPeople(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName).ValidateDataAnnotations()
            .Validate(options => options.DashboardAddress?.IsAbsoluteUri ?? true, "Access:DashboardAddress must be absolute.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AccessOptions>>().Value);
        services.AddSingleton<SessionDirectory>();
        services.AddScoped<SessionDesk>();
        services.AddScoped<SessionAnswers>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<UsersByAddress>();
        services.AddScoped<SecondFactorCheck>();
        services.AddScoped<SecondFactorSetup>();
        services.AddScoped<SignInContinuations>();
        services.AddScoped<SignInTries>();
        services.AddScoped<LockOut>();
        services.AddScoped<SignInAddresses>();
        services.AddScoped<MemberChanges>();
        services.AddScoped<MemberSecondFactor>();
        services.AddScoped<Joining>();
        services.AddOptions<SingleSignOnOptions>().BindConfiguration(SingleSignOnOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SingleSignOnOptions>>().Value);
        services.AddHttpClient(IdTokens.HttpClientName, static client => client.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton<IdTokens>();
        services.AddScoped<SingleSignOn>();
        services.AddSingleton(provider => new PasswordQueue(
            provider.GetRequiredService<AccessOptions>(),
            new PasswordHasher<User>(provider.GetService<IOptions<PasswordHasherOptions>>())));
        services.AddIdentityCore<User>().AddUserStore<EncryptedUserStore>();
        // They demand one user per name; what is unique here is the user who has proven the address.
        services.RemoveAll<IUserValidator<User>>();
        services.AddOptions<IdentityOptions>().Configure<AccessOptions>(Configure);
        services.AddMail();
    }

    private static void AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.SectionName).ValidateDataAnnotations()
            .Validate<AccessOptions>(
                (mail, access) => !mail.IsConfigured || access.DashboardAddress is not null,
                "Access:DashboardAddress must be set, because Mail:Host is: mail has links to the dashboard.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value);
        services.AddSingleton<Mailer>();
        services.AddSingleton<ForgottenPasswords>();
        services.AddHostedService(provider => provider.GetRequiredService<ForgottenPasswords>());
        services.AddScoped<PasswordResets>();
    }

    private static void Configure(IdentityOptions identity, AccessOptions access)
    {
        // The name a user signs in with is the e-mail address, whose shape EmailAddress knows.
        identity.User.AllowedUserNameCharacters = string.Empty;
        identity.Lockout.MaxFailedAccessAttempts = access.MaxFailedSignIns;
        identity.Lockout.DefaultLockoutTimeSpan = access.LockedOutFor;
        identity.Password.RequiredLength = access.MinimumPasswordLength;
        identity.Password.RequiredUniqueChars = DifferentCharacters;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
    }
}
