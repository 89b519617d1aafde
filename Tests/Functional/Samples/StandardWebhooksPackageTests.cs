using System.Text;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Samples;

/// <summary>The NuGet package StandardWebhooks 1.1.2 checks the first signature only, of which docs/receiving.md warns.</summary>
public sealed class StandardWebhooksPackageTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task Delivery_with_one_signature_is_accepted()
    {
        var (secret, delivered) = await DeliverAsync(rotation: null);

        Verify(secret, delivered);
    }

    [Fact]
    public async Task Receiver_with_the_older_secret_refuses_deliveries_of_an_overlap()
    {
        var (secret, delivered) = await DeliverAsync(new RotateSecretRequest(24));

        Assert.Throws<WebhookVerificationException>(() => Verify(secret, delivered));
    }

    [Fact]
    public async Task Receiver_with_the_older_secret_accepts_them_when_the_older_secret_signs_first()
    {
        var (secret, delivered) = await DeliverAsync(new RotateSecretRequest(24, OlderFirst: true));

        Verify(secret, delivered);
    }

    private static void Verify(string secret, ReceivedRequest delivered)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in delivered.Headers)
        {
            headers[name] = value;
        }

        new StandardWebhook(secret).Verify(Encoding.UTF8.GetString(delivered.Body), headers);
    }

    /// <summary>The secret from before the rotation, and the first delivery after it.</summary>
    private async Task<(string Secret, ReceivedRequest Request)> DeliverAsync(RotateSecretRequest? rotation)
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var secrets = await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destination.Id);
        if (rotation is not null)
        {
            await project.Client.RotateDestinationSecretAsync(project.TenantId, project.ProjectId, destination.Id, rotation);
        }

        await project.PublishAsync();
        return (secrets.Secrets[0].Secret, (await receiver.WaitForRequestsAsync(1))[0]);
    }
}
