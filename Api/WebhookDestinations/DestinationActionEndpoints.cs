using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>Actions on a destination beyond changing it: test it, see and rotate its signing secrets.</summary>
internal static class DestinationActionEndpoints
{
    private const int DefaultOverlapHours = 24;
    private const int MaximumError = 500;

    public static void MapDestinationActions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(WebhookDestinationEndpoints.Route + "/{id}").WithTags("Webhooks");
        group.MapPost("/test", TestAsync).WithName("TestWebhookDestination")
            .WithSummary("Send a test event now, once, with a time-out of 10 seconds; works on paused destinations too")
            .WithDescription("A test that the receiver takes closes an open circuit breaker. A caller may send 30 in a minute (Limits:TestsPerMinutePerCaller).")
            .WithQuery("details", "\"true\" adds how long it took, where the time went, the kind of failure and the answer's body.").Demands(Permission.Write, Reach.Project);
        group.MapGet("/secret", RevealAsync).WithName("GetDestinationSecrets")
            .WithSummary("Show the live signing secrets, newest first")
            .WithDescription("Viewing secrets is recorded in the audit log. Each live secret makes one signature of every request.")
            .Demands(Permission.Write, Reach.Project);
        group.MapPost("/secret/rotate", RotateAsync).WithName("RotateDestinationSecret")
            .WithSummary("Make a new signing secret; those before it go on signing for the overlap")
            .WithDescription("An overlap of 0 hours ends the older secrets at once. At most five secrets are live.")
            .WithBody<RotateSecretRequest>().WithMetadata(new OptionalBody())
            .WithRefusal(StatusCodes.Status409Conflict).Demands(Permission.Write, Reach.Project);
    }

    private static async Task<Results<Ok<TestResponse>, Problem>> TestAsync(
        string id, HttpRequest request, RequestScope scope, WebhooksDbContext context, DestinationTargets targets, TestSending sending,
        RequestLimits limits, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var withDetails = query.Flag("details") is true;
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (await context.FindDestinationAsync(scope.Project, id, cancellationToken) is not { } destination
            || await targets.GetAsync(destination.DestinationNo, destination.Version, cancellationToken) is not { } target)
        {
            return DestinationResponses.NotFound(id);
        }

        if (await limits.RefuseTestAsync(scope.Caller.Actor) is { } wait)
        {
            return Problems.TooManyRequests("Too many test events were sent by you in the last minute", wait);
        }

        var result = await sending.SendAsync(scope.Project, destination, target, cancellationToken);
        var answer = new TestResponse(result.IsSuccess, result.StatusCode, result.IsSuccess ? null : ErrorOf(result));
        return TypedResults.Ok(withDetails ? WithDetails(answer, result) : answer);
    }

    /// <summary>Members that the seed's answer does not have, so only callers that ask for them get them.</summary>
    private static TestResponse WithDetails(TestResponse answer, AttemptResult result) => answer with
    {
        DurationMs = result.Duration.TotalMilliseconds,
        FailureClass = result.FailureClass?.ToName(),
        Timings = new()
        {
            RepeatMs = result.Timings.RepeatMs,
            DnsMs = result.Timings.DnsMs,
            ConnectMs = result.Timings.ConnectMs,
            TlsMs = result.Timings.TlsMs,
            FirstByteMs = result.Timings.FirstByteMs,
            TotalMs = result.Duration.TotalMilliseconds,
        },
        ResponseBody = result.ResponseText is { Length: > 0 } text ? text : null,
    };

    private static async Task<Results<Ok<DataResponse<DestinationSecretsResponse>>, Problem>> RevealAsync(
        string id, RequestScope scope, WebhooksDbContext context, DestinationSecrecy secrecy, TimeProvider clock,
        CancellationToken cancellationToken) =>
        await context.FindDestinationAsync(scope.Project, id, cancellationToken) is { } destination
            ? await SecretsOfAsync(destination, context, secrecy, clock, cancellationToken)
            : DestinationResponses.NotFound(id);

    private static async Task<Results<Ok<DataResponse<DestinationSecretsResponse>>, Problem>> RotateAsync(
        string id, RequestScope scope, JsonBody body, WebhooksDbContext context, SecretRotation rotation, DestinationSecrecy secrecy,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        var overlapHours = input.Number("overlapHours") ?? DefaultOverlapHours;
        var olderFirst = input.Flag("olderFirst") ?? false;
        if (input.Problem is { } problem)
        {
            return problem;
        }

        var overlap = TimeSpan.FromHours(overlapHours);
        var (destination, refused) = await rotation.RotateAsync(scope.Project, id, overlap, olderFirst, cancellationToken);
        return destination is null
            ? refused! // One or the other.
            : await SecretsOfAsync(destination, context, secrecy, clock, cancellationToken);
    }

    private static async Task<Ok<DataResponse<DestinationSecretsResponse>>> SecretsOfAsync(
        Destination destination, WebhooksDbContext context, DestinationSecrecy secrecy, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var secrets = await context.DestinationSecrets.AsNoTracking()
            .Where(secret => secret.DestinationNo == destination.DestinationNo && (secret.ExpiresAt == null || secret.ExpiresAt > now))
            .OrderByDescending(secret => secret.SecretNo)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new DataResponse<DestinationSecretsResponse>(new(
            [
                .. secrets.Select(secret => new DestinationSecret(
                    secrecy.RevealSecret(secret.ProtectedSecret), secret.CreatedAt, secret.ExpiresAt)),
            ])));
    }

    /// <summary>The receiver's answer, which tells its owner more than the status; or else what went wrong.</summary>
    private static string ErrorOf(AttemptResult result)
    {
        var text = result.FailureClass is null && result.ResponseText.Trim() is { Length: > 0 } body ? body : result.Explanation;
        return text.Length <= MaximumError ? text : string.Concat(text.AsSpan(0, MaximumError - 3), "...");
    }
}
