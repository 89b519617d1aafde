using System.Net;
using System.Net.Http.Headers;
using Npgsql;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Outage;

/// <summary>The disk of <c>up</c> is full to the last byte: PostgreSQL panics and does not start again before there is room.</summary>
public sealed class FullDiskTests
{
    [FactOnSmallDisk]
    public async Task Up_stays_answers_503_and_goes_on_with_all_it_has_accepted_when_there_is_room()
    {
        var disk = TestFolder.Create();
        Assert.True(FactOnSmallDiskAttribute.Run("mount", "-t", "tmpfs", "-o", "size=256m,mode=0755", "tmpfs", disk));
        try
        {
            using var program = await StandaloneProgram.StartAsync(Path.Combine(disk, "data"));
            using var handler = new SocketsHttpHandler();
            using var http =
                new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{program.Port}"), Timeout = Eventually.Patience };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestPostgres.AdminKey);
            var accepted = new List<string>();
            await PublishAsync(http, accepted, 50);
            var filler = Path.Combine(disk, "filler");
            // Before there is no room: a new connection may have to write a file.
            await using var connection = new NpgsqlConnection(program.ConnectionString);
            await connection.OpenAsync();
            await WriteAsync(connection, megabytes: 1);
            Fill(filler);

            await Assert.ThrowsAnyAsync<NpgsqlException>(() => WriteAsync(connection, megabytes: 300));
            await PublishAsync(http, accepted, 20);
            Assert.False(program.HasExited);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await PublishAsync(http, accepted, 1));

            File.Delete(filler);
            await Eventually.BecomesTrueAsync(
                async () => await PublishAsync(http, accepted, 1) == HttpStatusCode.Created, "events are accepted again");
            foreach (var id in accepted)
            {
                using var found = await http.GetAsync(new Uri($"/manage/tenants/default/projects/default/events/{id}", UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            }

            Assert.False(program.HasExited);
            Assert.Equal(0, await program.InterruptAsync());
        }
        finally
        {
            FactOnSmallDiskAttribute.Run("umount", "-l", disk);
            Directory.Delete(disk);
        }
    }

    /// <summary>Publishes; every answer is 201 or 503 with Retry-After.</summary>
    /// <returns>The last status.</returns>
    private static async Task<HttpStatusCode> PublishAsync(HttpClient http, List<string> accepted, int count)
    {
        var status = default(HttpStatusCode);
        for (var number = 0; number < count; number++)
        {
            var id = $"event-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
            using var response = await http.PostAsync(
                new Uri("/run/v1/events", UriKind.Relative), OutageScene.Json($$"""{"type":"order.paid","id":"{{id}}"}"""));
            status = response.StatusCode;
            if (status == HttpStatusCode.Created)
            {
                accepted.Add(id);
            }
            else
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.NotNull(response.Headers.RetryAfter);
            }
        }

        return status;
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // No room for a piece of this size.
            }
        }
    }

    /// <summary>Writes into the log of the server, and nowhere else; without room the server ends over it.</summary>
    private static async Task WriteAsync(NpgsqlConnection connection, int megabytes)
    {
        await using var write = new NpgsqlCommand("select pg_logical_emit_message(false, 'test', repeat('x', 1000000))", connection);
        for (var written = 0; written < megabytes; written++)
        {
            await write.ExecuteNonQueryAsync();
        }
    }
}
