using System.ComponentModel.DataAnnotations;

namespace Webhooks.Api.Http;

/// <summary>How much the Api takes of one request, key, address, destination or project; configuration section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Limits";

    /// <summary>Bytes of a request body, 1 KiB to 16 MiB; more is answered with 413.</summary>
    [Range(1_024, 16 * 1024 * 1024, ErrorMessage = "Limits:RequestBytes must be from {1} to {2} bytes.")]
    public int RequestBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one published event, alone or in a batch, 1 KiB to 16 MiB; more is answered with 413.</summary>
    [Range(1_024, 16 * 1024 * 1024, ErrorMessage = "Limits:EventBytes must be from {1} to {2} bytes.")]
    public int EventBytes { get; init; } = 256 * 1024;

    /// <summary>Custom headers of one destination, 1 to 100; more is answered with 400.</summary>
    [Range(1, 100, ErrorMessage = "Limits:HeadersPerDestination must be from {1} to {2} headers.")]
    public int HeadersPerDestination { get; init; } = 32;

    /// <summary>
    /// Bytes of all names and values of a destination's custom headers together, 256 B to 64 KiB; more is answered with 400.
    /// </summary>
    [Range(256, 64 * 1024, ErrorMessage = "Limits:HeaderBytesPerDestination must be from {1} to {2} bytes.")]
    public int HeaderBytesPerDestination { get; init; } = 8 * 1024;

    /// <summary>Destinations of one project, 1 to 100,000; one more is answered with 409. Every publish matches all of them.</summary>
    [Range(1, 100_000, ErrorMessage = "Limits:DestinationsPerProject must be from {1} to {2} destinations.")]
    public int DestinationsPerProject { get; init; } = 1_000;

    /// <summary>API keys of one tenant that are neither revoked nor expired, 1 to 10,000; one more is answered with 409.</summary>
    [Range(1, 10_000, ErrorMessage = "Limits:KeysPerTenant must be from {1} to {2} keys.")]
    public int KeysPerTenant { get; init; } = 100;

    /// <summary>Requests a second of one API key or person, 1 to 1,000,000; more is answered with 429 and <c>Retry-After</c>.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestsPerSecondPerKey must be from {1} to {2} requests.")]
    public int RequestsPerSecondPerKey { get; init; } = 50_000;

    /// <summary>Requests one API key or person may make at once when it has been quiet, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestBurstPerKey must be from {1} to {2} requests.")]
    public int RequestBurstPerKey { get; init; } = 50_000;

    /// <summary>
    /// Requests with a bad key or session, or bad credentials of a trigger, that one address may make in a minute, 1 to 1,000,000. After
    /// that, those that have not been accepted before get 429 from that address; those that have are not held up.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:BadCredentialsPerMinutePerAddress must be from {1} to {2} requests.")]
    public int BadCredentialsPerMinutePerAddress { get; init; } = 1_000;

    /// <summary>
    /// Requests with bad credentials to the URL of one trigger in a minute, from whatever addresses, 1 to 1,000,000. After that, only
    /// signed requests and header values that have been accepted before are checked.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:BadCredentialsPerMinutePerTrigger must be from {1} to {2} requests.")]
    public int BadCredentialsPerMinutePerTrigger { get; init; } = 1_000;

    /// <summary>
    /// Wrong passwords and invitations in a minute from one address, 1 to 1,000,000; more are answered with 429. People who have signed in
    /// from there before do not count.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:FailedSignInsPerMinutePerAddress must be from {1} to {2} tries.")]
    public int FailedSignInsPerMinutePerAddress { get; init; } = 100;

    /// <summary>
    /// Wrong passwords in a minute for one e-mail address, whether it has a user or not, 1 to 1,000,000; more are answered with 429.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:FailedSignInsPerMinutePerUser must be from {1} to {2} tries.")]
    public int FailedSignInsPerMinutePerUser { get; init; } = 50;

    /// <summary>
    /// Mails with a link for a new password to one e-mail address in an hour, whether it has a user or not, 1 to 1,000; more are answered
    /// with 429.
    /// </summary>
    [Range(1, 1_000, ErrorMessage = "Limits:ResetMailsPerHourPerAddress must be from {1} to {2} mails.")]
    public int ResetMailsPerHourPerAddress { get; init; } = 5;

    /// <summary>Invitations by mail of one tenant in an hour, 1 to 100,000; more are answered with 429.</summary>
    [Range(1, 100_000, ErrorMessage = "Limits:InvitationMailsPerHourPerTenant must be from {1} to {2} mails.")]
    public int InvitationMailsPerHourPerTenant { get; init; } = 200;

    /// <summary>
    /// Test events (<c>POST …/webhook-destinations/{id}/test</c>) that one API key or person may send in a minute, 1 to
    /// 10,000; more is answered with 429 and <c>Retry-After</c>. A test sends at once to whatever host was just saved, and tells what came
    /// of it.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Limits:TestsPerMinutePerCaller must be from {1} to {2} tests.")]
    public int TestsPerMinutePerCaller { get; init; } = 30;

    /// <summary>Live tails one API key or person may have open at a process, 1 to 250; more are answered with 429.</summary>
    [Range(1, 250, ErrorMessage = "Limits:LiveTailsPerCaller must be from {1} to {2} tails.")]
    public int LiveTailsPerCaller { get; init; } = 20;

    /// <summary>Live tails of one tenant that may be open at a process, 1 to 250; more are answered with 429.</summary>
    [Range(1, 250, ErrorMessage = "Limits:LiveTailsPerTenant must be from {1} to {2} tails.")]
    public int LiveTailsPerTenant { get; init; } = 100;
}
