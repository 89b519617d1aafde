using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Contracts;

public sealed class WebhooksJsonTests
{
    [Theory]
    [InlineData("2026-01-31T11:30:00.1239+02:00", "2026-01-31T09:30:00.123Z")]
    [InlineData("2026-01-31T09:30:00Z", "2026-01-31T09:30:00.000Z")]
    public void Timestamp_is_written_in_utc_with_milliseconds(string given, string expected)
    {
        var read = JsonSerializer.Deserialize<DateTimeOffset>($"\"{given}\"", WebhooksJson.Options);

        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(read, WebhooksJson.Options));
    }

    [Theory]
    [InlineData("\"2026-01-31T09:30:00\"")]
    [InlineData("\"2026-01-31\"")]
    [InlineData("\"tomorrow\"")]
    [InlineData("1614265330")]
    public void Timestamp_without_an_offset_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, WebhooksJson.Options));

    [Theory]
    [InlineData("""{"name":"standard"}""")]
    [InlineData("""{"name":"persistent"}""")]
    [InlineData("""{"name":"custom","waitSeconds":[2,4]}""")]
    public void Retry_policy_survives_a_round_trip(string json)
    {
        var policy = JsonSerializer.Deserialize<RetryPolicySetting>(json, WebhooksJson.Options);

        Assert.Equal(json, JsonSerializer.Serialize(policy, WebhooksJson.Options));
        Assert.Equal(policy, JsonSerializer.Deserialize<RetryPolicySetting>(json, WebhooksJson.Options));
    }

    [Theory]
    [InlineData("\"standard\"")]
    [InlineData("""[2,4]""")]
    [InlineData("""2""")]
    [InlineData("""{}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":"Standard"}""")]
    [InlineData("""{"name":"never"}""")]
    [InlineData("""{"waitSeconds":[2,4]}""")]
    [InlineData("""{"name":"standard","waitSeconds":[2,4]}""")]
    [InlineData("""{"name":"custom"}""")]
    [InlineData("""{"name":"custom","waitSeconds":2}""")]
    [InlineData("""{"name":"custom","waitSeconds":[2.5]}""")]
    [InlineData("""{"name":"custom","waitSeconds":[]}""")]
    [InlineData("""{"name":"custom","waitSeconds":[0]}""")]
    [InlineData("""{"name":"custom","waitSeconds":[-1]}""")]
    [InlineData("""{"name":"custom","waitSeconds":[604801]}""")]
    [InlineData("""{"name":"custom","waitSeconds":[604800,604800,1]}""")]
    [InlineData("""{"name":"custom","waitSeconds":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}""")]
    public void Retry_policy_that_makes_no_sense_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RetryPolicySetting>(json, WebhooksJson.Options));

    [Fact]
    public void Retry_policies_are_equal_by_what_they_say()
    {
        Assert.Equal(RetryPolicySetting.Waits(2, 4), RetryPolicySetting.Waits([2, 4]));
        Assert.NotEqual(RetryPolicySetting.Waits(2, 4), RetryPolicySetting.Waits(4, 2));
        Assert.NotEqual(RetryPolicySetting.Waits(2, 4), RetryPolicySetting.Standard);
    }

    [Fact]
    public void Update_sends_only_what_was_set_and_null_when_that_was_set()
    {
        var update = new UpdateWebhookDestinationRequest { Enabled = false, Description = (string?)null };

        Assert.Equal("""{"description":null,"enabled":false}""", JsonSerializer.Serialize(update, WebhooksJson.Options));
    }

    [Fact]
    public void Update_tells_left_out_from_null()
    {
        var update = JsonSerializer.Deserialize<UpdateWebhookDestinationRequest>(
            """{"headers":null,"agentIds":[]}""", WebhooksJson.Options);

        Assert.NotNull(update);
        Assert.Equal((true, null), (update.Headers.IsSet, update.Headers.Value));
        Assert.Empty(Assert.IsAssignableFrom<IReadOnlyList<string>>(update.AgentIds.Value));
        Assert.False(update.Name.IsSet);
        Assert.Equal("stored", update.Name.Or("stored"));
    }

    [Fact]
    public void Malformed_member_of_an_update_is_named()
    {
        var thrown = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UpdateWebhookDestinationRequest>(
            """{"retryPolicy":{"name":"sometimes"}}""", WebhooksJson.Options));

        Assert.Equal("$.retryPolicy", thrown.Path);
    }

    [Fact]
    public void Key_of_an_api_key_is_left_out_unless_it_was_just_created()
    {
        var stored = new ApiKeyResponse
        {
            Id = "key_1",
            Name = "ci",
            Role = ApiKeyRole.Publisher,
            Prefix = "whk_abc",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        Assert.DoesNotContain("\"key\"", JsonSerializer.Serialize(stored, WebhooksJson.Options), StringComparison.Ordinal);
        Assert.Contains(
            "\"key\":\"whk_abc+def\"",
            JsonSerializer.Serialize(stored with { Key = "whk_abc+def" }, WebhooksJson.Options),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_a_delivery_come_before_its_attempts()
    {
        var delivery = new DeliveryDetailResponse
        {
            Id = "dlv_1",
            EventId = "evt_1",
            EventType = "event.created",
            DestinationId = "crm",
            AgentId = null,
            State = DeliveryState.Pending,
            Reason = null,
            AttemptCount = 0,
            NextAttemptAt = null,
            CreatedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = null,
            Attempts = [],
        };

        var json = JsonSerializer.Serialize(delivery, WebhooksJson.Options);

        Assert.StartsWith("""{"id":"dlv_1","eventId":"evt_1","eventType":""", json, StringComparison.Ordinal);
        Assert.EndsWith(""","finishedAt":null,"attempts":[]}""", json, StringComparison.Ordinal);
    }
}
