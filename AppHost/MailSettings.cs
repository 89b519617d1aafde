namespace Webhooks.AppHost;

/// <summary>Hands the Api the mail server of this host's configuration (section <c>Mail</c>); without one, no mail is sent.</summary>
internal static class MailSettings
{
    private const string Section = "Mail";
    private const string Password = "Password";

    public static void WithMail(this IResourceBuilder<ProjectResource> api, IDistributedApplicationBuilder builder)
    {
        var mail = builder.Configuration.GetSection(Section);
        if (string.IsNullOrEmpty(mail["Host"]))
        {
            return;
        }

        foreach (var setting in mail.GetChildren().Where(setting => setting.Key != Password))
        {
            api.WithEnvironment($"{Section}__{setting.Key}", setting.Value);
        }

        if (mail[Password] is { Length: > 0 } password)
        {
            api.WithEnvironment($"{Section}__{Password}", builder.AddParameter(ResourceNames.MailPassword, () => password, secret: true));
        }
    }
}
