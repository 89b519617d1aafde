using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.History;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
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
        var lost = new List<string>();
        foreach (var answer in old.Answers)
        {
            var before = JsonElement.Parse(answer.Value.GetRawText().Replace("{address}", address, StringComparison.Ordinal));
            lost.AddRange(Lost(answer.Name, before, await http.GetFromJsonAsync<JsonElement>(answer.Name)));
        }

        Assert.True(lost.Count == 0, string.Join('\n', lost));
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
        await old.Database.ExecuteAsync("update delivery_queue set due_at = now() - interval '73 hours'");
        await old.Database.ExecuteAsync("update destinations set paused_at = now() - interval '73 hours' where not enabled");
        await using var app = await old.StartApiAsync();
        var source = old.Database.DataSource;
        var repair = new DeliveryRepair(source, new DeliveryLog(source), new DueSignal(source, NullLogger<DueSignal>.Instance));

        // What the worker's housekeeping does.
        Assert.Equal(2, await repair.FinishUndeliverableAsync(100, CancellationToken.None));
        foreach (var eventId in new[] { "evt_old_1", "evt_old_2" })
        {
            Assert.Equal(DeliveryState.Expired, (await DeliveryAsync(app, eventId, "paused")).State);
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
        using var http = app.HttpWith(old.Key("publisher"));
        var publisher = new WebhooksClient(http);

        using var repeat = new HttpRequestMessage(HttpMethod.Post, "/run/v1/conversations/conv_old/messages")
        {
            // Byte for byte what fill.py sent: the key knows the request by its hash.
            Content = Refusals.Body("""{"id": "msg_reply", "role": "assistant", "content": "7,680 euros a year: \u201cnet\u201d."}"""),
            Headers = { { "Idempotency-Key", "old-message" } },
        };
        using var repeated = await http.SendAsync(repeat);
        repeated.EnsureSuccessStatusCode();
        Assert.Equal("true", Assert.Single(repeated.Headers.GetValues("Idempotent-Replayed")));
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

    /// <summary>What is not there any more or has another value; new members may have joined.</summary>
    private static IEnumerable<string> Lost(string place, JsonElement before, JsonElement now)
    {
        if ((before.ValueKind, now.ValueKind) is (JsonValueKind.Object, JsonValueKind.Object))
        {
            return before.EnumerateObject().Where(member => !Moving.Contains(member.Name)).SelectMany(member =>
                now.TryGetProperty(member.Name, out var value)
                    ? Lost($"{place} {member.Name}", member.Name == "retryPolicy" ? RetryPolicyOf(member.Value) : member.Value, value)
                    : [$"{place} has lost {member.Name}"]);
        }

        if ((before.ValueKind, now.ValueKind) is (JsonValueKind.Array, JsonValueKind.Array))
        {
            var items = now.EnumerateArray().ToList();
            if (place.Contains("/audit", StringComparison.Ordinal))
            {
                // The use of a key is recorded a while after it: the release wrote one more after it had been asked.
                var shown = before.EnumerateArray().Select(IdOf).ToHashSet();
                items.RemoveAll(item => !shown.Contains(IdOf(item)));
            }

            return before.GetArrayLength() == items.Count
                ? before.EnumerateArray().Index().SelectMany(item => Lost($"{place}[{item.Index}]", item.Item, items[item.Index]))
                : [$"{place} was {before}, is {now}"];
        }

        return JsonElement.DeepEquals(before, now) ? [] : [$"{place} was {before}, is {now}"];
    }

    private static string? IdOf(JsonElement item) => item.GetProperty("id").GetString();

    /// <summary>Release 0.1.0 wrote a retry policy as its name or its waits.</summary>
    private static JsonElement RetryPolicyOf(JsonElement before) => before.ValueKind switch
    {
        JsonValueKind.String => TestProject.Json(new { name = before }),
        JsonValueKind.Array => TestProject.Json(new { name = "custom", waitSeconds = before }),
        _ => before,
    };

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
