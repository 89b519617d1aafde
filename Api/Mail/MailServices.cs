using Microsoft.Extensions.Options;
using Webhooks.Api.Access;
using Webhooks.Api.Auth;

namespace Webhooks.Api.Mail;

/// <summary>Registers what sends mail.</summary>
internal static class MailServices
{
    public static void AddMail(this IServiceCollection services)
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
}
