using Webhooks.Api.People;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class AccessExamples
{
    private const string Password = "correct horse battery staple";
    private const string Email = "ada@example.com";
    private const string Code = "123456";
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private const string RemoteAddress = "203.0.113.7";

    private static readonly UserResponse User = new("u7k2m9x4q1w8z3r6t5y0b", Email, "Ada");

    public static object[] All { get; } =
    [
        new SignInRequest(Email, Password),
        new SecondFactorSignInRequest("CfDJ8Nn0cF3kQ2yWm7vT5xR1pLbZ9dHsKjUgE4aOiM6tYq") { Code = Code },
        new SecondFactorResponse(Enabled: true, RecoveryCodesLeft: 9),
        new BeginSecondFactorRequest(Password),
        new SecondFactorSecretResponse(Secret, OneTimeCode.UriOf(Secret, "Webhooks", Email)),
        new ConfirmSecondFactorRequest(Code),
        new RecoveryCodesResponse(["2BCDF-GHJKM", "3NPQR-TVWXY"]),
        new RemoveSecondFactorRequest(Password) { Code = Code },
        new RenewRecoveryCodesRequest(Password) { Code = Code },
        new AcceptInvitationRequest("whi_8f14e45fceea167a5a36dedd4bea2543", Password) { Name = User.Name },
        new ChangePasswordRequest(Password, "another long sentence nobody guesses"),
        new SessionResponse
        {
            User = User,
            ExpiresAt = Examples.Then.AddDays(7),
            CsrfToken = "6pT0v8Yw3kQx",
            Tenants = [new TenantMembership("tenant_123", MemberRole.Member, [new ProjectMembership("project-456", ApiKeyRole.Editor)])],
        },
        new OwnSessionResponse
        {
            Id = "s5t8y2k9m4x1q7w3z6r0b",
            Current = true,
            CreatedAt = Examples.Then,
            LastUsedAt = Examples.Then.AddHours(2),
            ExpiresAt = Examples.Then.AddDays(7),
            RemoteAddress = RemoteAddress,
            UserAgent = "Firefox",
        },
        new InviteMemberRequest(Email, MemberRole.Member),
        new InvitationResponse
        {
            Id = "i9m4x1q7w3z6r0b5t8y2k",
            Email = Email,
            Role = MemberRole.Member,
            Mailed = true,
            CreatedAt = Examples.Then,
            ExpiresAt = Examples.Then.AddDays(7),
        },
        new PasswordResetResponse { Mailed = true, ExpiresAt = Examples.Then.AddHours(1) },
        new ForgotPasswordRequest(Email),
        new SingleSignOnRequest("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tLyJ9.c2lnbmF0dXJl"),
        new ResetPasswordRequest("whp_5f0c9e3b7a61d2f8", "a long new password"),
        new ChangeMemberRequest(MemberRole.Admin),
        new MemberResponse(User.Id, User.Email, User.Name, MemberRole.Member, Examples.Then, SecondFactor: true),
        new SetProjectMemberRequest(ApiKeyRole.Editor),
        new ProjectMemberResponse(User.Id, User.Email, User.Name, ApiKeyRole.Editor, Inherited: false),
        new AuditRecordResponse
        {
            Id = "aud_019e1a5c0f407b3c8d2a4e6f8091a2b3",
            At = Examples.Then,
            Actor = new AuditActor("user", User.Id, User.Email),
            Action = "CreateWebhookDestination",
            Resource = new AuditResource("webhook-destinations", DestinationExamples.DestinationId),
            TenantId = "tenant_123",
            ProjectId = "project-456",
            Outcome = "succeeded",
            StatusCode = 201,
            RemoteAddress = RemoteAddress,
            UserAgent = "Firefox",
            RequestId = "0HNQ4V2K7T1AB:00000001",
        },
    ];
}
