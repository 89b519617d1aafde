using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using Webhooks.Standalone;
using Webhooks.LocalPostgres;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Outage;

/// <summary>A database server of its own, to be frozen and killed, with an Api process on it.</summary>
internal sealed class OutageScene : IAsyncDisposable
{
    private readonly string folder = TestFolder.Create();
    private readonly SocketsHttpHandler handler = new() { UseCookies = false };
    private EmbeddedPostgres? postgres;
    private ServiceProcess? api;
    private HttpClient? http;

    private OutageScene()
    {
    }

    public EmbeddedPostgres Postgres => postgres ?? throw new InvalidOperationException("Not started.");

    public ServiceProcess Api => api ?? throw new InvalidOperationException("Not started.");

    /// <summary>With the admin key, which publishes to the project <c>default</c>.</summary>
    public HttpClient Http => http ?? throw new InvalidOperationException("Not started.");

    private string Cluster => Path.Combine(folder, "data", "postgres");

    public static async Task<OutageScene> StartAsync()
    {
        var scene = new OutageScene();
        scene.postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(scene.folder, "data"),
            Settings = new Dictionary<string, string> { ["fsync"] = "off" },
        });
        await using (var source = NpgsqlDataSource.Create(scene.postgres.ConnectionString))
        {
            await ServiceDatabase.PrepareAsync(source, TestPostgres.AdminKey, TimeProvider.System, CancellationToken.None);
        }

        scene.api = await ServiceProcess.StartAsync("Api", scene.postgres.ConnectionString);
        scene.http = new HttpClient(scene.handler) { BaseAddress = scene.api.Address, Timeout = Eventually.Patience };
        scene.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestPostgres.AdminKey);
        return scene;
    }

    public Task<HttpResponseMessage> PublishAsync(string? id = null) =>
        Http.PostAsync(
            new Uri("/run/v1/events", UriKind.Relative),
            Json(id is null ? """{"type":"order.paid"}""" : $$"""{"type":"order.paid","id":"{{id}}"}"""));

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public Task BecomesPublishableAsync() => Eventually.BecomesTrueAsync(
        async () =>
        {
            using var response = await PublishAsync();
            return response.StatusCode == HttpStatusCode.Created;
        },
        "events are accepted again");

    /// <summary>Every process of the server stands still; connections are accepted by the kernel and nobody answers.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP", everyProcess: true);

    public Task ThawAsync() => SignalAsync("-CONT", everyProcess: true);

    /// <summary>The immediate stop: sessions end, and the next start recovers.</summary>
    public Task EndServerAsync() => SignalAsync("-QUIT", everyProcess: false);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await ThawAsync();
        }

        http?.Dispose();
        handler.Dispose();
        if (api is not null)
        {
            await api.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task SignalAsync(string signal, bool everyProcess)
    {
        var ids = (await LeftoverProcesses.FindAsync(Cluster, CancellationToken.None))
            .Where(found => everyProcess || found.IsFirst).Select(found => found.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        if (ids.Count > 0)
        {
            using var kill = Process.Start("kill", [signal, .. ids]);
            await kill.WaitForExitAsync();
        }
    }
}
