using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using Webhooks.Api;
using Webhooks.Core;
using Webhooks.Core.Database;
using Webhooks.Dashboard.Web;
using Webhooks.DeliveryWorker;

namespace Webhooks.Tests.Unit;

/// <summary>Every part of the service that may grow while it runs, and why it does not grow without end.</summary>
public sealed class CacheBoundTests
{
    private const string Bytes = "bytes, by its constructor";
    private const string UnderWay = "as many as requests or look-ups are under way";
    private const string OneCall = "lives as long as one request, whose size is limited, or one tail, whose pages are";
    private const string OnePage = "lives as long as one page of the dashboard";
    private const string Made = "made once, of constants";
    private const string Kinds = "one for each kind of trouble";
    private const string Held = "the deliveries that a worker holds: Worker:MaxHeld";

    private const BindingFlags EveryField =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Growing =
    [
        typeof(RecentlyUsed<,>), typeof(SharedReads<,>), typeof(MemoryCache), typeof(PartitionedRateLimiter<>), typeof(Channel<>),
    ];

    /// <summary>Field, then its bound.</summary>
    private static readonly Dictionary<string, string> Bounds = new()
    {
        ["Core.Triggers.RunRecords.scopes"] = Bytes,
        ["Core.Limits.SharedRates.buckets"] = Bytes,
        ["Core.Destinations.DestinationDirectory.copies"] = Bytes,
        ["Core.Destinations.DestinationTargets.copies"] = Bytes,
        ["Api.Access.ApiKeyDirectory.known"] = Bytes,
        ["Api.Access.ApiKeyDirectory.unknown"] = Bytes,
        ["Api.Access.ScopeDirectory.tenants"] = Bytes,
        ["Api.Access.ScopeDirectory.tenantIds"] = Bytes,
        ["Api.Access.ScopeDirectory.projects"] = Bytes,
        ["Api.Access.ScopeDirectory.projectsByNo"] = Bytes,
        ["Api.Access.SessionDirectory.known"] = Bytes,
        ["Api.Access.SessionDirectory.unknown"] = Bytes,
        ["Core.Database.RecentlyUsed`2.copies"] = Bytes,
        ["Core.Events.WaitingQuota.entries"] = Bytes,
        ["Core.Events.WaitingQuota.reads"] = UnderWay,
        ["Core.Database.SharedReads`2.underWay"] = UnderWay,
        ["Core.Database.DatabasePulse.looks"] = UnderWay,
        ["Core.Destinations.DestinationDirectory.reads"] = UnderWay,
        ["Core.Destinations.DestinationTargets.reads"] = UnderWay,
        ["Core.Sending.HostResolver.underWay"] = UnderWay,
        ["Api.Access.ApiKeyDirectory.reads"] = UnderWay,
        ["Api.Access.ScopeDirectory.reads"] = UnderWay,
        ["Api.Access.ScopeDirectory.readsByNo"] = UnderWay,
        ["Api.Access.SessionDirectory.reads"] = UnderWay,
        ["Core.Events.Turns`1.turns"] = UnderWay,
        ["Core.Sending.FairSlots.owners"] = UnderWay,
        ["Core.Sending.FairSlots.waiting"] = UnderWay,
        ["Core.Triggers.PayloadRun.errors"] = OneCall,
        ["Core.Triggers.PayloadSchemaReader.errors"] = OneCall,
        ["Core.Triggers.PayloadSchemaReader.references"] = OneCall,
        ["Core.Triggers.PayloadSchemaReader.inPlace"] = OneCall,
        ["Core.Triggers.SignatureRuleReader.errors"] = OneCall,
        ["Core.Events.EventTransaction.stored"] = OneCall,
        ["Core.Events.EventTransaction.due"] = OneCall,
        ["Api.Triggers.TriggerInput.headers"] = OneCall,
        ["Api.Access.Tries.keys"] = OneCall,
        ["Api.Http.InputErrors.fields"] = OneCall,
        ["Api.Http.InputErrors.warnings"] = OneCall,
        ["Api.Events.PublishBatch.items"] = OneCall,
        ["Api.Events.PublishBatch.events"] = OneCall,
        ["Core.History.EventTail.known"] = OneCall,
        ["Core.History.DeliveryTail.known"] = OneCall,
        ["Core.History.DeliveryTail.named"] = OneCall,
        ["Dashboard.Web.Payloads.PayloadTree.chosen"] = OnePage,
        ["Dashboard.Web.Deliveries.LogSelection.ids"] = OnePage,
        ["Dashboard.Web.Log.UrlQuery.values"] = OnePage,
        ["Dashboard.Web.Destinations.DestinationFormPage.touched"] = OnePage,
        ["Dashboard.Web.Destinations.HeaderFields.shown"] = OnePage,
        ["Core.Sending.CustomHeaders.Reserved"] = Made,
        ["Api.OpenApi.Examples.ByType"] = Made,
        ["Api.OpenApi.StatsExamples.States"] = Made,
        ["Core.Telemetry.TroubleLog`1.kinds"] = Kinds,
        ["DeliveryWorker.Engine.AttemptRecorder.finished"] = Held,
        ["DeliveryWorker.Engine.AttemptRecorder.finishedRuns"] = Held,
        ["DeliveryWorker.Engine.BreakerWatch.probed"] = Held,
        ["DeliveryWorker.Engine.BreakerWatch.unanswered"] = Held,
        ["DeliveryWorker.Engine.LeaseReleases.waiting"] = Held,
        ["DeliveryWorker.Schedule.LanePool.rotation"] = Held,
        ["DeliveryWorker.Schedule.LaneSchedule.lanes"] = Held,
        ["DeliveryWorker.Schedule.LaneSchedule.tenants"] = Held,
        ["DeliveryWorker.Schedule.LaneSchedule.upcoming"] = Held,
        ["DeliveryWorker.Schedule.SendSlots.missed"] = Held,
        ["DeliveryWorker.Engine.StartQueue.waiting"] = Held,
        ["Core.Triggers.PayloadSchemas.cache"] = "256 schemas of 1 MiB of text together",
        ["Api.People.ForgottenPasswords.asked"] = "1,000 addresses",
        ["Core.Triggers.VerifiedValues.Digests"] = "10,000 digests",
        ["Core.Events.PublishQueue`1.lanes"] = UnderWay,
        ["Core.Events.PublishQueue`1.rotation"] = UnderWay,
        ["Core.Events.PublishQueue`1.signal"] = "one for each writer",
        ["Api.Lists.LiveTails.open"] = "250 tails, with their callers and tenants",
        ["Api.Audit.FailedTries.tallies"] = "10,000 a minute",
        ["Api.Audit.FailedTries+Tally.keys"] = "one for each tenant of the user that was meant",
        ["Api.Access.ApiKeyDirectory.uses"] = "10,000 keys that were used since the last save",
        ["DeliveryWorker.Engine.DueListener.changed"] = "one for each edit of a destination until it is read",
        ["DeliveryWorker.Engine.DueListener.open"] = "a page of destinations",
        ["DeliveryWorker.Engine.WorkerHeartbeat.silent"] = "16 workers",
    };

    [Fact]
    public void Every_field_that_can_grow_is_listed_with_its_bound()
    {
        var fields = (
            from assembly in new[] { typeof(CoreServices), typeof(ApiHost), typeof(WorkerHost), typeof(DashboardServices) }
                .Select(type => type.Assembly)
            from type in assembly.GetTypes()
            where !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<')
            from field in type.GetFields(EveryField)
            where !field.IsLiteral && !field.Name.StartsWith('<') && CanGrow(field.FieldType)
            // Types of an assembly have a full name.
            select $"{type.FullName!.Replace("Webhooks.", string.Empty, StringComparison.Ordinal)}.{field.Name}").ToList();

        var unlisted = fields.Except(Bounds.Keys).Select(field => $"not listed: {field}");
        var gone = Bounds.Keys.Except(fields).Select(field => $"not there: {field}");
        Assert.All(Bounds.Values, Assert.NotEmpty);
        Assert.True(!unlisted.Concat(gone).Any(), string.Join('\n', unlisted.Concat(gone)));
    }

    private static bool CanGrow(Type type)
    {
        var plain = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (plain == typeof(Lazy<>))
        {
            return CanGrow(type.GetGenericArguments()[0]);
        }

        return Growing.Contains(plain)
            || (type.Namespace is "System.Collections.Concurrent" or "System.Collections.Generic"
                && !type.IsInterface && typeof(IEnumerable).IsAssignableFrom(type));
    }
}
