using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Standalone;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Database;

public sealed class MigrationTests
{
    [Fact]
    public async Task Each_migration_is_applied_once_and_in_order()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var first = await SchemaMigrator.MigrateAsync(database.DataSource, CancellationToken.None);
        var second = await SchemaMigrator.MigrateAsync(database.DataSource, CancellationToken.None);

        Assert.Equal("0001_initial.sql", first[0]);
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.Empty(second);
        Assert.Equal(first, await database.ColumnAsync<string>("select name from schema_migrations order by applied_at, name"));
    }

    [Fact]
    public async Task Migrators_that_start_together_apply_each_migration_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var applied = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => SchemaMigrator.MigrateAsync(database.DataSource, CancellationToken.None)));

        Assert.Single(applied, names => names.Count > 0);
        Assert.Equal(SchemaMigrator.ReadEmbedded().Count, await database.CountAsync("schema_migrations"));
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_was_applied_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("update schema_migrations set hash = 'another' where name = '0001_initial.sql'");

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => SchemaMigrator.MigrateAsync(database.DataSource, CancellationToken.None));

        Assert.Contains("0001_initial.sql was changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("insert into schema_migrations (name, hash) values ('9999_future.sql', 'x')");

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => SchemaMigrator.MigrateAsync(database.DataSource, CancellationToken.None));

        Assert.Contains("9999_future.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mapped_entity_is_written_to_and_read_from_a_migrated_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var context = ContextOf(database);
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        var now = TimeProvider.System.GetUtcNow();
        var agent = new Agent { ProjectNo = project.ProjectNo, Id = "agent", Name = "Agent", CreatedAt = now, UpdatedAt = now };
        context.Agents.Add(agent);
        context.DestinationSecrets.Add(new() { DestinationNo = destination, ProtectedSecret = "x", CreatedAt = now });
        context.DataProtectionKeys.Add(new() { FriendlyName = "key", Xml = "<key/>" });
        var user =
            new User { PublicId = "user", UserName = "a@example.com", NormalizedUserName = "A@EXAMPLE.COM", Name = "A", CreatedAt = now };
        context.Users.Add(user);
        await context.SaveChangesAsync();
        context.Triggers.Add(
            new() { ProjectNo = project.ProjectNo, AgentNo = agent.AgentNo, Id = "t", Name = "T", CreatedAt = now, UpdatedAt = now });
        context.UserTokens.Add(new() { UserId = user.Id, LoginProvider = "app", Name = "key", Value = "x" });
        context.Sessions.Add(
            new() { Id = "s", UserNo = user.Id, TokenHash = [1], CreatedAt = now, LastUsedAt = now, ExpiresAt = now, EndsAt = now });
        context.PasswordResets.Add(new() { UserNo = user.Id, TokenHash = [1], Mailed = true, ExpiresAt = now });
        context.UserLogins.Add(new() { Issuer = "https://login.example.com/", Subject = "1", UserNo = user.Id });
        context.SignInAddresses.Add(new() { UserNo = user.Id, RemoteAddress = "203.0.113.7", LastAt = now });
        context.Members.Add(new() { TenantNo = project.TenantNo, UserNo = user.Id, Role = TenantRole.Member, CreatedAt = now });
        context.ProjectMembers.Add(new() { ProjectNo = project.ProjectNo, UserNo = user.Id, Role = Role.Viewer, CreatedAt = now });
        await context.SaveChangesAsync();

        foreach (var entity in context.Model.GetEntityTypes())
        {
            var read = typeof(MigrationTests)
                .GetMethod(nameof(ReadAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static);
            var count = await (Task<int>)read!.MakeGenericMethod(entity.ClrType).Invoke(null, [context])!; // The method is below.
            Assert.True(count > 0, $"No row of {entity.ClrType.Name} was read.");
        }
    }

    [Fact]
    public async Task The_first_start_makes_one_admin_key_and_one_invitation_even_when_processes_start_together()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DatabaseSetup.PrepareAsync(
            database.DataSource, null, TimeProvider.System, CancellationToken.None)));

        var key = Assert.Single(keys, made => made is not null);
        // Not null: chosen so.
        Assert.Equal(ApiKeySecret.Hash(key!.AdminKey), await database.ScalarAsync<byte[]>("select key_hash from api_keys"));
        Assert.Equal(SecretToken.Hash(key.InvitationToken), await database.ScalarAsync<byte[]>("select token_hash from invitations"));
        Assert.Equal(1, await database.CountAsync("tenants"));
        Assert.Equal(1, await database.CountAsync("projects"));
    }

    [Fact]
    public async Task Processes_that_prepare_an_empty_database_together_make_the_tables_of_Hangfire_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServiceDatabase.PrepareAsync(
            database.DataSource, null, TimeProvider.System, CancellationToken.None)));

        Assert.Equal(1, await database.CountAsync("hangfire.schema"));
        Assert.Equal(0, await database.CountAsync("hangfire.job"));
    }

    [Fact]
    public async Task Another_first_invitation_is_good_for_an_hour_and_takes_the_place_of_the_one_before()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var first = await DatabaseSetup.PrepareAsync(database.DataSource, null, TimeProvider.System, CancellationToken.None);

        var second = await DatabaseSetup.InviteAgainAsync(database.DataSource, TimeProvider.System, CancellationToken.None);

        Assert.NotEqual(first!.InvitationToken, second); // It was the first start.
        Assert.Equal(1, await database.CountAsync("invitations"));
        // The tenant is there.
        Assert.Equal(SecretToken.Hash(second!), await database.ScalarAsync<byte[]>("select token_hash from invitations"));
        Assert.Equal(TimeSpan.FromHours(1), await database.ScalarAsync<TimeSpan>("select expires_at - created_at from invitations"));
    }

    private static async Task<int> ReadAsync<T>(WebhooksDbContext context)
        where T : class => (await context.Set<T>().AsNoTracking().ToListAsync()).Count;

    private static WebhooksDbContext ContextOf(TestDatabase database) =>
        new(new DbContextOptionsBuilder<WebhooksDbContext>().UseNpgsql(database.DataSource).Options);
}
