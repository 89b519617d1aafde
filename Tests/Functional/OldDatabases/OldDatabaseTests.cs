using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Core.Database;
using Webhooks.Tests.Support;
using static Webhooks.Tests.Functional.OldDatabases.OldDatabase;

namespace Webhooks.Tests.Functional.OldDatabases;

/// <summary>The database of every release so far is migrated, and everything it holds goes on working.</summary>
public sealed class OldDatabaseTests
{
    /// <summary>Moves with use, or was shifted when the dump was loaded.</summary>
    private static readonly string[] Moving = ["lastUsedAt", "expiresAt"];

    private static readonly byte[] Payload = """{"name":"Bob"}"""u8.ToArray();

    public static TheoryData<string> Versions => [.. OldDatabase.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Everything_an_old_release_answered_is_answered_as_before(string version)
    {
        await using var old = await MigrateAsync(version);
        await using var app = await old.StartApiAsync();
        using var http = app.HttpWith(TestPostgres.AdminKey);

        var address = app.Address.AbsoluteUri.TrimEnd('/');

        Assert.Empty(await SchemaMigrator.MigrateAsync(old.Database.DataSource, CancellationToken.None));
        Assert.Equal(SchemaMigrator.ReadEmbedded().Select(migration => migration.Name).TakeLast(old.Applied.Count), old.Applied);
        foreach (var answer in old.Answers)
        {
            var before = JsonElement.Parse(answer.Value.GetRawText().Replace("{address}", address, StringComparison.Ordinal));
            AssertKept(answer.Name, before, await http.GetFromJsonAsync<JsonElement>(answer.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Keys_people_and_invitations_of_an_old_release_let_in_as_before(string version)
    {
        await using var old = await MigrateAsync(version);
        await using var app = await old.StartApiAsync();
        var path = $"/manage/tenants/{TenantId}/projects/{ProjectId}/deliveries";

        foreach (var key in new[] { "viewer", "editor", "admin", "tenantAdmin" })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, old.Key(key), path));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, old.Key("publisher"), path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, old.Person("session"), path));
        var signIn = await new WebhooksClient(app.Anonymous).SignInAsync(
            new SignInRequest(old.Person("email"), old.Person("password")) { WithToken = true });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, signIn.Token!, path)); // It was asked for.
        var accepted = await new WebhooksClient(app.Anonymous).AcceptInvitationAsync(
            new AcceptInvitationRequest(old.Person("invitation"), "another long password, 2 of 2") { Name = "Bob", WithToken = true });
        Assert.Equal(TenantId, Assert.Single(accepted.Tenants).TenantId);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_failed_or_waits_in_an_old_database_is_sent_signed_with_the_old_secret(string version)
    {
        await using var old = await MigrateAsync(version);
        await old.Database.ExecuteAsync("update delivery_queue set due_at = now()");
        await using var receiver = FakeReceiver.Start();
        await using var app = await old.StartApiAsync();
        foreach (var id in new[] { "missing", "later", "paused" })
        {
            await app.Admin.UpdateWebhookDestinationAsync(
                TenantId, ProjectId, id, new UpdateWebhookDestinationRequest { Url = receiver.Url("/" + id).AbsoluteUri, Enabled = true });
        }

        var failed = await DeliveryAsync(app, "evt_old_1", "missing");
        Assert.Equal((DeliveryState.Failed, 1), (failed.State, failed.Attempts.Count));
        await app.Admin.ResendDeliveryAsync(TenantId, ProjectId, failed.Id);
        await using var worker = await old.StartWorkerAsync();

        // Of both events what was being tried again and what was held, and the one that was sent again.
        var requests = await receiver.WaitForRequestsAsync(5);
        foreach (var request in requests)
        {
            Assert.Equal(SignatureOutcome.Valid, Verify(old.SecretOf("webhook-destinations" + request.Path), request));
        }

        Assert.Equal(["/later", "/later", "/missing", "/paused", "/paused"], requests.Select(request => request.Path).Order());
        var sent = await WaitForStateAsync(app, "evt_old_1", "missing", DeliveryState.Delivered);
        Assert.Equal(failed.Attempts[0], sent.Attempts[0]);
        Assert.Equal([404, 200], sent.Attempts.Select(attempt => attempt.StatusCode));
        await WaitForStateAsync(app, "evt_old_2", "later", DeliveryState.Delivered);
        await WaitForStateAsync(app, "evt_old_2", "paused", DeliveryState.Delivered);
        Assert.Equal(DeliveryState.Failed, (await DeliveryAsync(app, "evt_old_2", "missing")).State);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_an_old_database_held_for_more_than_72_hours_expires(string version)
    {
        await using var old = await MigrateAsync(version);
        await old.Database.ExecuteAsync("""
            update delivery_queue q set due_at = case d.id when 'paused' then now() - interval '73 hours' else now() + interval '1 day' end
            from destinations d where d.destination_no = q.destination_no
            """);
        await using var app = await old.StartApiAsync();
        await using var worker = await old.StartWorkerAsync();

        foreach (var eventId in new[] { "evt_old_1", "evt_old_2" })
        {
            await WaitForStateAsync(app, eventId, "paused", DeliveryState.Expired);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_old_database_takes_what_is_new_and_repeats_what_it_answered(string version)
    {
        await using var old = await MigrateAsync(version);
        await using var receiver = FakeReceiver.Start();
        await using var app = await old.StartApiAsync();
        await app.Admin.UpdateWebhookDestinationAsync(
            TenantId, ProjectId, "works", new UpdateWebhookDestinationRequest { Url = receiver.Url("/works").AbsoluteUri });
        await using var worker = await old.StartWorkerAsync();
        var publisher = new WebhooksClient(app.HttpWith(old.Key("publisher")));

        var repeated = await publisher.AddMessageAsync(
            "conv_old", new AddMessageRequest(MessageRole.Assistant, "7,680 euros a year: “net”.") { Id = "msg_reply" }, "old-message");
        Assert.Equal("msg_reply", repeated.Id);
        await publisher.AddMessageAsync("conv_old", new AddMessageRequest(MessageRole.User, "And 50?"));
        await publisher.PublishEventAsync(new PublishEventRequest("order.shipped") { Id = "evt_new" });

        var requests = await receiver.WaitForRequestsAsync(2);
        Assert.All(requests, request => Assert.Equal(SignatureOutcome.Valid, Verify(old.SecretOf("webhook-destinations/works"), request)));
        Assert.All(requests, request => Assert.Equal("a secret of the tests", request.Header("X-Token")));
        Assert.Equal(3, (await publisher.GetConversationAsync("conv_old")).Messages.Count);
        await WaitForStateAsync(app, "evt_new", "works", DeliveryState.Delivered);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Triggers_of_an_old_database_start_their_agent(string version)
    {
        await using var old = await MigrateAsync(version);
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(200, """{"content":"Done."}""", ("Content-Type", "application/json"));
        await using var app = await old.StartApiAsync();
        await app.Admin.UpdateAgentAsync(
            TenantId, ProjectId, AgentId, new UpdateAgentRequest { RunUrl = receiver.Url("/run").AbsoluteUri });
        await using var worker = await old.StartWorkerAsync();

        await InvokeAsync(app, "generated", SignedAs(old.SecretOf($"agents/{AgentId}/triggers/generated")));
        await InvokeAsync(app, "github", ("X-Hub-Signature-256", "sha256=" + Hex(HMACSHA256.HashData("a secret of github"u8, Payload))));
        await InvokeAsync(app, "custom", ("X-Signature", "v=" + Hex(HMACSHA512.HashData("a secret of ours"u8, Payload))));
        await InvokeAsync(app, "headers", ("X-Key", "a long value of the tests"));
        await InvokeAsync(app, "open");

        var requests = await receiver.WaitForRequestsAsync(5);
        var secret = old.SecretOf($"agents/{AgentId}");
        Assert.All(requests, request => Assert.Equal(SignatureOutcome.Valid, Verify(secret, request)));
    }

    /// <summary>Every member that was there is there with its value; new ones may have joined.</summary>
    private static void AssertKept(string place, JsonElement before, JsonElement now)
    {
        Assert.True(before.ValueKind == now.ValueKind, $"{place} was {before}, is {now}");
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in before.EnumerateObject().Where(member => !Moving.Contains(member.Name)))
                {
                    Assert.True(now.TryGetProperty(member.Name, out var value), $"{place} has lost {member.Name}: {now}");
                    AssertKept($"{place} {member.Name}", member.Value, value);
                }

                break;
            case JsonValueKind.Array:
                Assert.True(before.GetArrayLength() == now.GetArrayLength(), $"{place} was {before}, is {now}");
                foreach (var (index, value) in before.EnumerateArray().Index())
                {
                    AssertKept($"{place}[{index}]", value, now[index]);
                }

                break;
            default:
                Assert.True(JsonElement.DeepEquals(before, now), $"{place} was {before}, is {now}");
                break;
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiApplication app, string credentials, string path)
    {
        using var http = app.HttpWith(credentials);
        return await http.StatusOfAsync(path);
    }

    private static async Task<DeliveryDetailResponse> DeliveryAsync(ApiApplication app, string eventId, string destinationId)
    {
        var filter = new DeliveryFilter { EventId = eventId, DestinationId = destinationId };
        var delivery = Assert.Single((await app.Admin.ListDeliveriesAsync(TenantId, ProjectId, filter)).Data);
        return await app.Admin.GetDeliveryAsync(TenantId, ProjectId, delivery.Id);
    }

    private static Task<DeliveryDetailResponse> WaitForStateAsync(ApiApplication app, string eventId, string destinationId, string state) =>
        Eventually.GetAsync(
            async () => await DeliveryAsync(app, eventId, destinationId) is var delivery && delivery.State == state ? delivery : null,
            $"{eventId} to {destinationId} is {state}");

    /// <summary>Lets a sender start the old agent, and waits until it has replied.</summary>
    private static async Task InvokeAsync(ApiApplication app, string triggerId, params (string Name, string Value)[] headers)
    {
        var url = new Uri(app.Address, $"/run/tenants/{TenantId}/projects/{ProjectId}/agents/{AgentId}/triggers/{triggerId}");
        var sent = headers.Select(header => KeyValuePair.Create(header.Name, header.Value));
        var started = await app.Admin.InvokeTriggerAsync(url, Payload, sent);
        var id = Assert.Single(started.Invocations).InvocationId;
        await Eventually.BecomesTrueAsync(
            async () => (await app.Admin.GetInvocationAsync(TenantId, ProjectId, AgentId, triggerId, id)).Status
                == InvocationStatus.Success,
            $"the run of {triggerId}");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static (string Name, string Value)[] SignedAs(string secret)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"msg_new.{at}."), .. Payload];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        return [("webhook-id", "msg_new"), ("webhook-timestamp", $"{at}"), ("webhook-signature", "v1," + signature)];
    }
}
