using System.Net;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Triggers;

/// <summary>A trigger whose credentials are damaged refuses everybody and says so in the log; it never becomes open.</summary>
public sealed class TriggerDamageTests
{
    [Theory]
    [InlineData("update triggers set protected_secret = null")]
    [InlineData("update triggers set protected_secret = 'nonsense'")]
    [InlineData("update triggers set signature_verification = '{}'")]
    [InlineData("update triggers set signature_verification = null")]
    public async Task A_trigger_without_its_secret_answers_500_and_starts_nothing(string damage)
    {
        await using var database = await TestDatabase.CreateAsync();
        var logs = new RecordedLogs();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Logs = logs });
        var scene = await TriggerScene.CreateAsync(app);
        var trigger = await scene.CreateGitHubAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, "{}", TriggerScene.GitHubSignature("{}"))).Status);

        await database.ExecuteAsync(damage);

        var (status, body, _) = await scene.PostAsync(trigger.WebhookUrl, "{}", TriggerScene.GitHubSignature("{}"));
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal(["error"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, await database.CountAsync("invocations"));
        Assert.Contains(logs.Lines, line => line.Contains($"headers of trigger {trigger.Id}", StringComparison.Ordinal));
    }
}
