using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Triggers;

/// <summary>A project with one agent that has no runUrl, and senders that post to its triggers.</summary>
internal sealed class TriggerScene(ApiApplication app, TestProject project)
{
    public const string AgentId = "helper";
    public const string GitHubSecret = "It's a Secret to Everybody";

    public TestProject Project => project;

    public static async Task<TriggerScene> CreateAsync(ApiApplication app)
    {
        var project = await app.CreateProjectAsync();
        await project.CreateAgentAsync(AgentId);
        return new TriggerScene(app, project);
    }

    public Task<TriggerResponse> CreateAsync(Func<CreateTriggerRequest, CreateTriggerRequest>? with = null)
    {
        var request = new CreateTriggerRequest("Trigger");
        return project.Client.CreateTriggerAsync(project.TenantId, project.ProjectId, AgentId, with is null ? request : with(request));
    }

    public Task<TriggerResponse> CreateOpenAsync(Func<CreateTriggerRequest, CreateTriggerRequest>? with = null) => CreateAsync(
        request => (with is null ? request : with(request)) with { Authentication = new SetTriggerAuthentication { Open = true } });

    public Task<TriggerResponse> CreateGitHubAsync() => CreateAsync(
        request => request with { SignatureVerification = new SignatureVerificationSetting { Preset = "github", Secret = GitHubSecret } });

    public Task<TriggerResponse> UpdateAsync(TriggerResponse trigger, UpdateTriggerRequest change) =>
        project.Client.UpdateTriggerAsync(project.TenantId, project.ProjectId, AgentId, trigger.Id, change);

    public Task<TriggerResponse> GetAsync(TriggerResponse trigger) =>
        project.Client.GetTriggerAsync(project.TenantId, project.ProjectId, AgentId, trigger.Id);

    public async Task<IReadOnlyList<InvocationDetailResponse>> InvocationsAsync(TriggerResponse trigger)
    {
        var page = await project.Client.ListInvocationsAsync(project.TenantId, project.ProjectId, AgentId, trigger.Id);
        var details = page.Data.Select(
            invocation => project.Client.GetInvocationAsync(project.TenantId, project.ProjectId, AgentId, trigger.Id, invocation.Id));
        return await Task.WhenAll(details);
    }

    /// <summary>Posts a body as a sender does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> PostAsync(
        string url, string body, params (string Name, string Value)[] headers)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        var response = await app.Anonymous.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(), response);
    }

    public static (string Name, string Value) GitHubSignature(string body, string secret = GitHubSecret) =>
        ("X-Hub-Signature-256", "sha256=" + Hex(secret, body));

    public static string Hex(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    public static string Base64(byte[] secret, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
}
