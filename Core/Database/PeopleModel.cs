using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Webhooks.Core.Database;

/// <summary>Maps users with their tokens, sessions, members and invitations to their tables.</summary>
internal static class PeopleModel
{
    public static void MapPeople(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>(entity =>
        {
            entity.ToTable("users").HasKey(user => user.Id);
            entity.Property(user => user.Id).HasColumnName("user_no").UseIdentityAlwaysColumn();
            entity.Property(user => user.PublicId).HasColumnName("id");
            entity.Property(user => user.UserName).HasColumnName("email");
            entity.Property(user => user.NormalizedUserName).HasColumnName("normalized_email");
            entity.Property(user => user.ConcurrencyStamp).IsConcurrencyToken();
            entity.Ignore(user => user.Address);

            // Written by the statements of LockOut only: Identity saves a whole user, which would bring back counts of when it was read.
            entity.Property(user => user.AccessFailedCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            entity.Property(user => user.LockoutEnd).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);

            // Features of Identity that this service does not use.
            entity.Ignore(user => user.Email).Ignore(user => user.NormalizedEmail).Ignore(user => user.EmailConfirmed)
                .Ignore(user => user.PhoneNumber).Ignore(user => user.PhoneNumberConfirmed);
        });
        modelBuilder.Entity<IdentityUserToken<long>>(entity =>
        {
            // The key in the order in which Identity looks rows up.
            entity.ToTable("user_tokens").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
            entity.Property(token => token.UserId).HasColumnName("user_no");
            entity.Property(token => token.Value).HasColumnName("protected_value");
        });
        modelBuilder.Entity<Session>(entity => entity.ToTable("sessions").HasKey(session => session.SessionNo));
        modelBuilder.Entity<SignInAddress>(
            entity => entity.ToTable("sign_in_addresses").HasKey(row => new { row.UserNo, row.RemoteAddress }));
        modelBuilder.Entity<Member>(entity =>
        {
            entity.ToTable("members").HasKey(member => new { member.TenantNo, member.UserNo });
            entity.Property(member => member.Role)
                .HasConversion(role => TenantRoleNames.ToText(role), text => TenantRoleNames.FromText(text));
        });
        modelBuilder.Entity<ProjectMember>(entity =>
        {
            entity.ToTable("project_members").HasKey(member => new { member.ProjectNo, member.UserNo });
            entity.Property(member => member.Role).HasConversion(role => RoleNames.ToText(role), text => RoleNames.FromText(text));
        });
        modelBuilder.Entity<UserLogin>(entity => entity.ToTable("user_logins").HasKey(login => new { login.Issuer, login.Subject }));
        modelBuilder.Entity<PasswordReset>(entity => entity.ToTable("password_resets").HasKey(reset => reset.UserNo));
        modelBuilder.Entity<Invitation>(entity =>
        {
            entity.ToTable("invitations").HasKey(invitation => invitation.InvitationNo);
            entity.Property(invitation => invitation.Role)
                .HasConversion(role => TenantRoleNames.ToText(role), text => TenantRoleNames.FromText(text));
        });
    }
}
