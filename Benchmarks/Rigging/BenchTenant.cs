using System.Globalization;
using Webhooks.Contracts;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>A tenant with one project, both of one id, and a key that publishes to it.</summary>
internal sealed class BenchTenant
{
    private readonly Rig rig;
    private readonly ApiProcess admin;

    private BenchTenant(Rig rig, ApiProcess admin, string id, string key, long projectNo)
    {
        this.rig = rig;
        this.admin = admin;
        Id = id;
        ProjectNo = projectNo;
        Publisher = admin.WithKey(key);
    }

    public string Id { get; }

    public long ProjectNo { get; }

    /// <summary>Speaks to the Api with the key of the project.</summary>
    public ApiProcess Publisher { get; }

    public static async Task<BenchTenant> CreateAsync(Rig rig, ApiProcess api, string id, CancellationToken cancellationToken)
    {
        await api.Client.CreateTenantAsync(new CreateTenantRequest(id, id), cancellationToken);
        await api.Client.CreateProjectAsync(id, new CreateProjectRequest(id, id), cancellationToken);
        var key = await api.Client.CreateApiKeyAsync(id, new CreateApiKeyRequest("bench", ApiKeyRole.Publisher, id), cancellationToken);
        var projectNo = await rig.Database.ScalarAsync<long>(
            $"select p.project_no from projects p join tenants t on t.tenant_no = p.tenant_no where t.id = '{id}'", cancellationToken);
        // The answer to its creation is the one that has the key.
        return new BenchTenant(rig, api, id, key.Key!, projectNo);
    }

    /// <summary>Pauses all destinations, or enables them: what a change of each over HTTP would write, in one go.</summary>
    public Task SwitchDestinationsAsync(bool enabled, CancellationToken cancellationToken) => rig.Database.ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"""
            with switched as (
                update destinations
                set enabled = {(enabled ? "true" : "false")}, paused_at = {(enabled ? "null" : "now()")}, updated_at = now(), version = version + 1
                where project_no = {ProjectNo} and deleted_at is null
            )
            update projects set version = version + 1 where project_no = {ProjectNo}
            """),
        cancellationToken);

    /// <summary>
    /// Destinations for custom events, with the addresses in turn. The first is made over HTTP; the others are copies of its rows with
    /// numbers of their own, as the Api would have written them one by one (a secret is encrypted without regard to whose it is).
    /// </summary>
    public async Task AddDestinationsAsync(int count, CancellationToken cancellationToken, params Uri[] addresses)
    {
        var model = await admin.Client.CreateWebhookDestinationAsync(
            Id, Id, new CreateWebhookDestinationRequest("Destination 1", addresses[0].AbsoluteUri, [EventTypes.EventCreated]),
            cancellationToken);
        var urls = string.Join(',', addresses.Select(address => $"'{address.AbsoluteUri}'"));
        await rig.Database.ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"""
                with model as (
                    select * from destinations where project_no = {ProjectNo} and id = '{model.Id}'
                ), copies as (
                    insert into destinations (project_no, id, name, url, enabled, event_types, agent_ids, retry_policy, created_at, updated_at)
                    select m.project_no, 'destination-' || n, 'Destination ' || n, (array[{urls}])[1 + (n - 1) % {addresses.Length}], true,
                           m.event_types, m.agent_ids, m.retry_policy, now(), now()
                    from model m cross join generate_series(2, {count}) n
                    returning destination_no
                ), secrets as (
                    insert into destination_secrets (destination_no, protected_secret, created_at)
                    select c.destination_no, s.protected_secret, now()
                    from copies c
                    cross join (select s.protected_secret from destination_secrets s join model m on m.destination_no = s.destination_no) s
                )
                update projects set version = version + 1 where project_no = {ProjectNo}
                """),
            cancellationToken);
    }
}
