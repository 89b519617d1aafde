using System.Globalization;
using System.Text;
using Webhooks.Client;

namespace Webhooks.Tests.Unit.Client;

/// <summary>The vectors are those of the Standard Webhooks libraries and of its compliance keys.</summary>
public sealed class WebhookSignatureVerifierTests
{
    private const string LibrarySecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string LibraryId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string LibraryTimestamp = "1614265330";
    private const string LibrarySignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private const string NewSecret = "whsec_q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=";
    private const string OldSecret = "whsec_VlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlY=";
    private const string RotationId = "msg_sigv1_valid";
    private const string RotationTimestamp = "1767225600";
    private const string NewSignature = "v1,vr+LvThz8Z3i85RV0AOZKSAacUBmLcPMtxm8s+cm0oo=";
    private const string OldSignature = "v1,6saqWgW3WEh/vbk6hhWstze+bn+etS6ii2C/GtlJJJQ=";

    private static readonly byte[] LibraryBody = """{"test": 2432232314}"""u8.ToArray();

    private static readonly byte[] RotationBody =
        """{"type":"test.hello","timestamp":"2026-01-01T00:00:00Z","data":{"hello":"world"}}"""u8.ToArray();

    [Theory]
    [InlineData(LibrarySecret)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void Vector_of_the_libraries_is_valid_with_and_without_the_secret_prefix(string secret)
    {
        var outcome = VerifierAt(LibraryTimestamp, secret).Verify(LibraryBody, LibraryId, LibraryTimestamp, LibrarySignature);

        Assert.Equal(SignatureOutcome.Valid, outcome);
    }

    [Theory]
    [InlineData(NewSecret, NewSignature)]
    [InlineData(OldSecret, OldSignature)]
    [InlineData(NewSecret, $"{NewSignature} {OldSignature}")]
    [InlineData(OldSecret, $"{NewSignature} {OldSignature}")]
    public void Either_secret_of_a_rotation_verifies_a_request_signed_with_it(string secret, string signatures)
    {
        var outcome = VerifierAt(RotationTimestamp, secret).Verify(RotationBody, RotationId, RotationTimestamp, signatures);

        Assert.Equal(SignatureOutcome.Valid, outcome);
    }

    [Fact]
    public void Receiver_with_both_secrets_accepts_a_sender_that_has_one()
    {
        var verifier = VerifierAt(RotationTimestamp, OldSecret, NewSecret);

        Assert.Equal(SignatureOutcome.Valid, verifier.Verify(RotationBody, RotationId, RotationTimestamp, NewSignature));
        Assert.Equal(SignatureOutcome.Valid, verifier.Verify(RotationBody, RotationId, RotationTimestamp, OldSignature));
    }

    [Theory]
    [InlineData("v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==")]
    [InlineData("v2,anything")]
    [InlineData("no-comma")]
    [InlineData("v1,not!base64")]
    [InlineData("v1,c2hvcnQ=")]
    [InlineData("")]
    public void Signatures_that_are_not_understood_are_skipped(string other)
    {
        var verifier = VerifierAt(LibraryTimestamp, LibrarySecret);

        var alone = verifier.Verify(LibraryBody, LibraryId, LibraryTimestamp, $"{other} ");
        var beforeAValidOne = verifier.Verify(LibraryBody, LibraryId, LibraryTimestamp, $"{other} {LibrarySignature}");

        Assert.Equal(SignatureOutcome.SignatureMismatch, alone);
        Assert.Equal(SignatureOutcome.Valid, beforeAValidOne);
    }

    [Theory]
    [InlineData("""{"test":2432232314}""", LibraryId, LibrarySecret)]
    [InlineData("""{"test": 2432232314}""", "msg_other", LibrarySecret)]
    [InlineData("""{"test": 2432232314}""", LibraryId, NewSecret)]
    public void Another_body_id_or_secret_is_a_mismatch(string body, string id, string secret)
    {
        var outcome = VerifierAt(LibraryTimestamp, secret).Verify(Encoding.UTF8.GetBytes(body), id, LibraryTimestamp, LibrarySignature);

        Assert.Equal(SignatureOutcome.SignatureMismatch, outcome);
    }

    [Theory]
    [InlineData(300, SignatureOutcome.Valid)]
    [InlineData(301, SignatureOutcome.TimestampTooOld)]
    [InlineData(-300, SignatureOutcome.Valid)]
    [InlineData(-301, SignatureOutcome.TimestampTooNew)]
    public void Attempt_may_be_five_minutes_off_both_ways(int secondsLater, SignatureOutcome expected)
    {
        var verifier = VerifierAt(LibraryTimestamp, secondsLater, LibrarySecret);

        Assert.Equal(expected, verifier.Verify(LibraryBody, LibraryId, LibraryTimestamp, LibrarySignature));
    }

    [Fact]
    public void Signature_over_another_timestamp_is_a_mismatch()
    {
        var outcome = VerifierAt(LibraryTimestamp, LibrarySecret).Verify(LibraryBody, LibraryId, "1614265331", LibrarySignature);

        Assert.Equal(SignatureOutcome.SignatureMismatch, outcome);
    }

    [Theory]
    [InlineData("soon", SignatureOutcome.TimestampMalformed)]
    [InlineData("-1614265330", SignatureOutcome.TimestampMalformed)]
    [InlineData("1614265330.5", SignatureOutcome.TimestampMalformed)]
    [InlineData("99999999999999999999", SignatureOutcome.TimestampMalformed)]
    [InlineData("9223372036854775807", SignatureOutcome.TimestampTooNew)]
    [InlineData("", SignatureOutcome.HeaderMissing)]
    [InlineData(null, SignatureOutcome.HeaderMissing)]
    public void Timestamp_must_be_a_number_of_seconds(string? timestamp, SignatureOutcome expected)
    {
        var outcome = VerifierAt(LibraryTimestamp, LibrarySecret).Verify(LibraryBody, LibraryId, timestamp, LibrarySignature);

        Assert.Equal(expected, outcome);
    }

    [Theory]
    [InlineData(null, LibrarySignature)]
    [InlineData(LibraryId, null)]
    public void Missing_header_is_told_apart_from_a_wrong_one(string? id, string? signatures)
    {
        var outcome = VerifierAt(LibraryTimestamp, LibrarySecret).Verify(LibraryBody, id, LibraryTimestamp, signatures);

        Assert.Equal(SignatureOutcome.HeaderMissing, outcome);
    }

    [Fact]
    public void Throwing_form_names_the_outcome()
    {
        var verifier = VerifierAt(LibraryTimestamp, LibrarySecret);

        verifier.VerifyOrThrow(LibraryBody, LibraryId, LibraryTimestamp, LibrarySignature);
        var thrown = Assert.Throws<WebhookSignatureException>(
            () => verifier.VerifyOrThrow(LibraryBody, LibraryId, LibraryTimestamp, NewSignature));

        Assert.Equal(SignatureOutcome.SignatureMismatch, thrown.Outcome);
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_not!base64")]
    public void Secret_that_cannot_be_a_key_is_refused_without_being_repeated(string secret)
    {
        var thrown = Assert.Throws<ArgumentException>(() => new WebhookSignatureVerifier([secret]));

        Assert.DoesNotContain(secret, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifier_without_a_secret_would_trust_nobody_and_is_refused() =>
        Assert.Throws<ArgumentException>(() => new WebhookSignatureVerifier([]));

    private static WebhookSignatureVerifier VerifierAt(string timestamp, params string[] secrets) =>
        VerifierAt(timestamp, secondsLater: 0, secrets);

    private static WebhookSignatureVerifier VerifierAt(string timestamp, int secondsLater, params string[] secrets)
    {
        var attemptedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        return new WebhookSignatureVerifier(secrets, new StoppedClock(attemptedAt.AddSeconds(secondsLater)));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
