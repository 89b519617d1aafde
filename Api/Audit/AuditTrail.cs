using Npgsql;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Audit;

/// <summary>The one place that leaves audit records; it runs after the caller is known and allowed, before anything is done.</summary>
internal sealed class AuditMiddleware(RequestDelegate next, AuditTrail trail)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (AuditedRoutes.Include(context))
        {
            await trail.BeginAsync(context);
        }

        await next(context);
    }
}

/// <summary>Records what requests do: before they do it, so that nothing can be done without a record, and how it ended.</summary>
internal sealed partial class AuditTrail(AuditLog log, FailedTries tries, ILogger<AuditTrail> logger)
{
    /// <summary>
    /// Records that the request is about to be handled. When that fails, it must not be. For a caller that has yet to prove who it is,
    /// the record begins with <see cref="AdmitAsync"/>.
    /// </summary>
    public async Task BeginAsync(HttpContext context)
    {
        var entry = AuditEntry.Begin(context, log.NewKey());
        if (RequestScope.Find(context)?.Caller.IsKnown is not false)
        {
            await AdmitAsync(entry, context.RequestAborted);
        }

        // Before the first byte of the answer: a caller that has the answer finds the whole record.
        context.Response.OnStarting(() => FinishAsync(context, entry));
    }

    /// <summary>Records that a request is about to change something.</summary>
    public async Task AdmitAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await log.AddAsync(entry.Record, cancellationToken);
        entry.IsKept = true;
    }

    /// <summary>Records that a known caller was refused.</summary>
    public async Task RecordRefusalAsync(HttpContext context, int status)
    {
        if (AuditedRoutes.Include(context))
        {
            var record = AuditEntry.Begin(context, log.NewKey()).Record;
            await log.AddAsync(record with { Outcome = AuditOutcome.OfStatus(status), StatusCode = status }, context.RequestAborted);
        }
    }

    private async Task FinishAsync(HttpContext context, AuditEntry entry)
    {
        if (UnavailableDatabase.IsMarked(context))
        {
            // The answer says that the database is not there; waiting for it now would keep the answer back.
            return;
        }

        var status = context.Response.StatusCode;
        var outcome = entry.IsDone ? AuditOutcome.Succeeded : AuditOutcome.OfStatus(status);
        var record = entry.Record with { Outcome = outcome, StatusCode = status };
        if (AuditedRoutes.FindCreated(context) is var (kind, id))
        {
            record = record with { ResourceKind = kind, ResourceId = id };
        }

        try
        {
            await (entry.IsKept
                ? log.FinishAsync(record, entry.FurtherTenantNos, CancellationToken.None)
                : tries.NoteAsync(record, entry.FurtherTenantNos));
        }
        catch (Exception exception) when (exception is NpgsqlException || DatabaseTroubles.Find(exception) is not null)
        {
            // The record stands as begun, with all but the end.
            AuditTrailLog.AuditNotFinished(logger, record.Action, exception);
        }
    }

    private static partial class AuditTrailLog
    {
        [LoggerMessage(EventIds.AuditNotFinished, LogLevel.Warning,
            "The end of {Action} could not be recorded; its audit record says \"begun\".")]
        public static partial void AuditNotFinished(ILogger logger, string action, Exception exception);
    }
}
