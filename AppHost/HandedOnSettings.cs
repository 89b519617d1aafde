namespace Webhooks.AppHost;

/// <summary>Hands sections of this host's configuration on to the processes that need them, secrets as parameters.</summary>
internal static class HandedOnSettings
{
    private const string Mail = "Mail";
    private const string SingleSignOn = "SingleSignOn";
    private const string ClientSecret = "ClientSecret";

    /// <summary>Hands on the mail server; without one, no mail is sent.</summary>
    public static void WithMail(this IResourceBuilder<ProjectResource> api, IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration[$"{Mail}:Host"] is { Length: > 0 })
        {
            api.WithSection(builder, Mail, "Password", ResourceNames.MailPassword);
        }
    }

    /// <summary>
    /// Hands on the provider of single sign-on; without one, people sign in by password. Only the dashboard gets the secret.
    /// </summary>
    public static void AddSingleSignOn(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> dashboard)
    {
        if (builder.Configuration[$"{SingleSignOn}:Authority"] is { Length: > 0 })
        {
            api.WithSection(builder, SingleSignOn, ClientSecret, parameter: null);
            dashboard.WithSection(builder, SingleSignOn, ClientSecret, ResourceNames.SingleSignOnSecret);
        }
    }

    /// <param name="process">The process that gets the section.</param>
    /// <param name="builder">The host with its configuration.</param>
    /// <param name="section">Name of the section.</param>
    /// <param name="secret">The setting that is a secret.</param>
    /// <param name="parameter">Name of the parameter for the secret; null = this process does not get it.</param>
    private static void WithSection(
        this IResourceBuilder<ProjectResource> process, IDistributedApplicationBuilder builder, string section, string secret,
        string? parameter)
    {
        var settings = builder.Configuration.GetSection(section);
        foreach (var setting in settings.GetChildren().Where(setting => setting.Key != secret))
        {
            process.WithEnvironment($"{section}__{setting.Key}", setting.Value);
        }

        if (parameter is not null && settings[secret] is { Length: > 0 } value)
        {
            process.WithEnvironment($"{section}__{secret}", builder.AddParameter(parameter, () => value, secret: true));
        }
    }
}
