using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Webhooks.Api.Audit;
using Webhooks.Api.Auth;
using Webhooks.Api.Members;
using Webhooks.Core.Database;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api.Access;

/// <summary>Registers users (ASP.NET Core Identity), their sessions, and the records of what callers do.</summary>
internal static class UserServices
{
    /// <summary>A password is long rather than colourful (NIST SP 800-63B section 3.1.1).</summary>
    private const int DifferentCharacters = 5;

    public static void AddUsersAndSessions(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName).ValidateDataAnnotations()
            .Validate(options => options.DashboardAddress?.IsAbsoluteUri ?? true, "Access:DashboardAddress must be absolute.").ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AccessOptions>>().Value);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<FailedTries>();
        services.AddHostedService(provider => provider.GetRequiredService<FailedTries>());
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
            provider.GetRequiredService<AccessOptions>(), new PasswordHasher<User>(provider.GetService<IOptions<PasswordHasherOptions>>())));
        services.AddIdentityCore<User>().AddUserStore<EncryptedUserStore>();
        // They demand one user per name; what is unique here is the user who has proven the address.
        services.RemoveAll<IUserValidator<User>>();
        services.AddOptions<IdentityOptions>().Configure<AccessOptions>(Configure);
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
