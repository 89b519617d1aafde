namespace Webhooks.Tests.Unit.Triggers;

/// <summary>
/// Requests whose signatures others have made: the senders' own documents and tests. One that was not found there says so.
/// </summary>
internal static class RecordedRequests
{
    private const string StandardWebhooksBody = """{"type":"test.hello","timestamp":"2026-01-01T00:00:00Z","data":{"hello":"world"}}""";

    public static IReadOnlyDictionary<string, SignedRequest> All { get; } = new Dictionary<string, SignedRequest>
    {
        // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
        ["github"] = new(
            """{"preset":"github"}""",
            "It's a Secret to Everybody",
            "Hello, World!",
            DateTimeOffset.UnixEpoch,
            new Dictionary<string, string>
            {
                ["X-Hub-Signature-256"] = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                ["X-GitHub-Delivery"] = "72d3162e-cc78-11e3-81ab-4c9367dc0958",
            }),

        // https://api.slack.com/authentication/verifying-requests-from-slack
        ["slack"] = new(
            """{"preset":"slack"}""",
            "8f742231b10e8888abcd99yyyzzz85a5",
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
                + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
            DateTimeOffset.FromUnixTimeSeconds(1531420618),
            new Dictionary<string, string>
            {
                ["X-Slack-Request-Timestamp"] = "1531420618",
                ["X-Slack-Signature"] = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            }),

        // stripe-dotnet: src/StripeTests/Services/Events/EventUtilityTest.cs and src/StripeTests/Resources/event_test_signature.json
        ["stripe"] = new(
            """{"preset":"stripe"}""",
            "webhook_secret",
            """
            {
              "id": "evt_123",
              "object": "event",
              "account": "acct_123",
              "api_version": "2017-05-25",
              "created": 1533204620,
              "data": {
                "object": {
                  "id": "cus_123",
                  "object": "customer",
                  "created": 123456789,
                  "email": "test@stripe.com",
                  "livemode": false,
                  "metadata": {}
                }
              },
              "livemode": false,
              "pending_webhooks": 1,
              "request": {
                "id": "req_123",
                "idempotency_key": "idempotency-key-123"
              },
              "type": "customer.created"
            }

            """,
            DateTimeOffset.FromUnixTimeSeconds(1533204620),
            new Dictionary<string, string>
            {
                ["Stripe-Signature"] = "t=1533204620,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7"
                    + ",v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef",
            }),

        // The secret of test webhooks (https://developer.zendesk.com/documentation/webhooks/verifying/). No recorded signature over
        // timestamp and body was found, so this one was made with `openssl dgst -sha256 -hmac … -binary | base64`.
        ["zendesk"] = new(
            """{"preset":"zendesk"}""",
            "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
            """{"ticket":{"id":1}}""",
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new Dictionary<string, string>
            {
                ["X-Zendesk-Webhook-Signature"] = "Mss5EnSNM0DMMmHFNLq9dD4fezMILQQtkcCU0EIzH0w=",
                ["X-Zendesk-Webhook-Signature-Timestamp"] = "2026-01-01T00:00:00Z",
            }),

        // What Zendesk's documents recorded when the body came first; described by components.
        ["custom"] = new(
            """
            {"custom":{"algorithm":"sha256","encoding":"base64","header":"X-Zendesk-Webhook-Signature",
             "components":[{"source":"body"},{"source":"header","name":"X-Zendesk-Webhook-Signature-Timestamp"}],
             "timestampHeader":"x-zendesk-webhook-signature-timestamp"}}
            """,
            "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
            """{"say": "hello"}""",
            new DateTimeOffset(2021, 7, 25, 10, 0, 0, TimeSpan.Zero),
            new Dictionary<string, string>
            {
                ["X-Zendesk-Webhook-Signature"] = "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=",
                ["X-Zendesk-Webhook-Signature-Timestamp"] = "2021-07-25T10:00:00Z",
            }),

        // The tests of the reference libraries (standard-webhooks/standard-webhooks).
        ["standard-webhooks"] = new(
            """{"preset":"standard-webhooks"}""",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            """{"test": 2432232314}""",
            DateTimeOffset.FromUnixTimeSeconds(1614265330),
            new Dictionary<string, string>
            {
                ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek",
                ["webhook-timestamp"] = "1614265330",
                ["webhook-signature"] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            }),

        ["standard-webhooks, headers of Svix"] = new(
            """{"preset":"standard-webhooks"}""",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            """{"test": 2432232314}""",
            DateTimeOffset.FromUnixTimeSeconds(1614265330),
            new Dictionary<string, string>
            {
                ["svix-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek",
                ["svix-timestamp"] = "1614265330",
                ["svix-signature"] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            }),

        // A rotation: two live secrets, and a version this service does not know.
        ["standard-webhooks, rotated"] = new(
            """{"preset":"standard-webhooks"}""",
            "whsec_VlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlY=",
            StandardWebhooksBody,
            DateTimeOffset.FromUnixTimeSeconds(1767225600),
            new Dictionary<string, string>
            {
                ["webhook-id"] = "msg_sigv1_valid",
                ["webhook-timestamp"] = "1767225600",
                ["webhook-signature"] = "v1a,zixtTJEbCRlBLVGl31WNwqJSdOi8iltACGz6oBn/UGPBuS+iBiBvhqqpw59zC3SLdp0xg3uOzCrWazs7ZUuwCw=="
                    + " v1,vr+LvThz8Z3i85RV0AOZKSAacUBmLcPMtxm8s+cm0oo= v1,6saqWgW3WEh/vbk6hhWstze+bn+etS6ii2C/GtlJJJQ=",
            }),
    };
}
