using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Webhooks.Core.Database;

/// <summary>
/// The control plane. The queue and the log are written SQL (<c>DeliveryQueue</c>, <c>EventStore</c>) and are not mapped here.
/// </summary>
public sealed class WebhooksDbContext(DbContextOptions<WebhooksDbContext> options) : DbContext(options)
{
    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<Agent> Agents => Set<Agent>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<User> Users => Set<User>();

    public DbSet<IdentityUserToken<long>> UserTokens => Set<IdentityUserToken<long>>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SignInAddress> SignInAddresses => Set<SignInAddress>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<ProjectMember> ProjectMembers => Set<ProjectMember>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<UserLogin> UserLogins => Set<UserLogin>();

    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();

    public DbSet<Destination> Destinations => Set<Destination>();

    public DbSet<StoredSecret> DestinationSecrets => Set<StoredSecret>();

    public DbSet<Trigger> Triggers => Set<Trigger>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Tables and columns are the snake_case of the types; the migrations are the schema, the model only follows it.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Tenant>(entity => entity.ToTable("tenants").HasKey(tenant => tenant.TenantNo));
        modelBuilder.Entity<Project>(entity => entity.ToTable("projects").HasKey(project => project.ProjectNo));
        modelBuilder.Entity<Agent>(entity => entity.ToTable("agents").HasKey(agent => agent.AgentNo));
        modelBuilder.Entity<ApiKey>(entity =>
        {
            entity.ToTable("api_keys").HasKey(key => key.ApiKeyNo);
            entity.Property(key => key.Role).HasConversion(role => RoleNames.ToText(role), text => RoleNames.FromText(text));
        });
        modelBuilder.Entity<Destination>(entity => entity.ToTable("destinations").HasKey(destination => destination.DestinationNo));
        modelBuilder.Entity<StoredSecret>(entity => entity.ToTable("destination_secrets").HasKey(secret => secret.SecretNo));
        modelBuilder.Entity<Trigger>(entity => entity.ToTable("triggers").HasKey(trigger => trigger.TriggerNo));
        modelBuilder.Entity<DataProtectionKey>(entity => entity.ToTable("data_protection_keys").HasKey(key => key.DataProtectionKeyNo));
        modelBuilder.MapPeople();

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            // Those of a base class that is not ours have names given to them.
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((character, index) => char.IsUpper(character) && index > 0
            ? $"_{char.ToLowerInvariant(character)}"
            : char.ToLowerInvariant(character).ToString()));
}
