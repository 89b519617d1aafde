using System.Text;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class RecordedRequestsTests
{
    public static TheoryData<string> Names => [.. RecordedRequests.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recorded_request_verifies(string name)
    {
        Assert.IsType<SignatureVerdict.Genuine>(RecordedRequests.All[name].Verify());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_flipped_bit_of_the_body_does_not_verify(string name)
    {
        var request = RecordedRequests.All[name];
        var body = Encoding.UTF8.GetBytes(request.Body);
        for (var bit = 0; bit < 8 * body.Length; bit++)
        {
            var flipped = (byte[])body.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.IsType<SignatureVerdict.Mismatch>(request.Verify(request.Secret, flipped, request.Headers));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_flipped_bit_of_a_signed_header_does_not_verify(string name)
    {
        var request = RecordedRequests.All[name];
        foreach (var (header, value) in request.Headers.Where(pair => pair.Key != "X-GitHub-Delivery"))
        {
            foreach (var bit in Enumerable.Range(0, 7 * value.Length).Where(bit => IsLookedAt(value, bit / 7)))
            {
                var flipped = value.ToCharArray();
                flipped[bit / 7] ^= (char)(1 << (bit % 7));

                Assert.IsNotType<SignatureVerdict.Genuine>(request.With(header, new string(flipped)).Verify());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Other_secret_does_not_verify(string name)
    {
        var request = RecordedRequests.All[name];
        var other = request.Secret.Replace(request.Secret[^5], request.Secret[^5] == 'A' ? 'B' : 'A');

        Assert.IsType<SignatureVerdict.Mismatch>(request.Verify(other, Encoding.UTF8.GetBytes(request.Body), request.Headers));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_without_one_of_its_headers_is_told_so(string name)
    {
        var request = RecordedRequests.All[name];
        foreach (var header in request.Headers.Keys.Where(header => header != "X-GitHub-Delivery"))
        {
            var outcome = Assert.IsType<SignatureVerdict.NoHeader>(request.Without(header).Verify());

            Assert.Equal(header, outcome.What, ignoreCase: true);
            Assert.Equal(outcome, request.With(header, string.Empty).Verify());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_whose_time_is_off_by_more_than_five_minutes_is_stale(string name)
    {
        var request = RecordedRequests.All[name];
        var tolerance = TimeSpan.FromSeconds(SignatureRule.DefaultToleranceSeconds);

        Assert.IsType<SignatureVerdict.Genuine>(request.Verify(tolerance));
        Assert.IsType<SignatureVerdict.Genuine>(request.Verify(-tolerance));
        if (name != "github")
        {
            Assert.IsType<SignatureVerdict.OutOfTolerance>(request.Verify(tolerance + TimeSpan.FromSeconds(1)));
            Assert.IsType<SignatureVerdict.OutOfTolerance>(request.Verify(-tolerance - TimeSpan.FromSeconds(1)));
        }
    }

    [Fact]
    public void Senders_that_name_their_deliveries_give_an_id()
    {
        Assert.Equal(new SignatureVerdict.Genuine("msg_sigv1_valid"), RecordedRequests.All["standard-webhooks, rotated"].Verify());
        Assert.Equal(new SignatureVerdict.Genuine("72d3162e-cc78-11e3-81ab-4c9367dc0958"), RecordedRequests.All["github"].Verify());
        Assert.Equal(new SignatureVerdict.Genuine(null), RecordedRequests.All["github"].Without("X-GitHub-Delivery").Verify());
        Assert.Equal(
            new SignatureVerdict.Genuine(null), RecordedRequests.All["github"].With("X-GitHub-Delivery", new string('x', 256)).Verify());
        Assert.Equal(new SignatureVerdict.Genuine(null), RecordedRequests.All["github"].With("X-GitHub-Delivery", "a\0b").Verify());
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("stripe")]
    [InlineData("zendesk")]
    public void A_request_that_is_sent_again_is_known_by_what_was_signed(string sender)
    {
        var first = Assert.IsType<SignatureVerdict.Genuine>(RecordedRequests.All[sender].Verify());

        Assert.Matches("^signed-[0-9a-f]{64}$", first.SenderDeliveryId);
        Assert.Equal(first, RecordedRequests.All[sender].Verify(TimeSpan.FromSeconds(200)));
        Assert.Equal(3, new[] { "slack", "stripe", "zendesk" }.Select(other => RecordedRequests.All[other].Verify()).Distinct().Count());
    }

    /// <summary>
    /// Before the last signature of Standard Webhooks, and after the one of Stripe, stand some that were not made with the secret.
    /// </summary>
    private static bool IsLookedAt(string value, int at) =>
        at > (value.StartsWith("v1a,", StringComparison.Ordinal) ? value.LastIndexOf(' ') : -1)
        && at < (value.IndexOf(",v0=", StringComparison.Ordinal) is >= 0 and var end ? end : value.Length);
}
