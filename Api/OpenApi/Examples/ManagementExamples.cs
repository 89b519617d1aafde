using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class ManagementExamples
{
    public static object[] All { get; } =
    [
        new CreateTenantRequest("tenant_123", "Acme"),
        new TenantResponse("tenant_123", "Acme", Examples.Then),
        new CreateProjectRequest("project-456", "Help desk"),
        new ProjectResponse("project-456", "Help desk", Examples.Then),
        new ProjectAccessResponse(ApiKeyRole.Editor, ApiKeyRole.Viewer, false),
        new CreateAgentRequest(Examples.AgentId, "Sales assistant", "https://agents.example.com/sales/run"),
        new AgentResponse(Examples.AgentId, "Sales assistant", "https://agents.example.com/sales/run", Examples.Then, Examples.Then),
        new UpdateAgentRequest { RunUrl = "https://agents.example.com/sales/v2/run" },
        new AgentSecretsResponse([new AgentSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Examples.Then)]),
        new CreateApiKeyRequest("Checkout service", ApiKeyRole.Publisher, "project-456", Examples.Then.AddYears(1)),
        new ApiKeyResponse
        {
            Id = "k3v9x2m4q7w1z8r5t6y0b",
            Name = "Checkout service",
            Role = ApiKeyRole.Publisher,
            ProjectId = "project-456",
            Prefix = "whk_3f9a",
            CreatedAt = Examples.Then,
            ExpiresAt = Examples.Then.AddYears(1),
            LastUsedAt = Examples.Then.AddHours(2),
        },
    ];
}
