using System.Net;
using System.Net.Http.Json;
using System.Text;
using Webhooks.Contracts;

namespace Webhooks.Tests.Support;

/// <summary>Sends what the client would not, and reads the refusals.</summary>
public static class Refusals
{
    /// <summary>A body of exactly this text.</summary>
    public static StringContent Body(string text, string mediaType = "application/json") => new(text, Encoding.UTF8, mediaType);

    /// <summary>Posts exactly this text as JSON.</summary>
    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient http, string path, string body) =>
        http.PostAsync(path, Body(body));

    /// <summary>The status of the answer to a GET.</summary>
    public static async Task<HttpStatusCode> StatusOfAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        return response.StatusCode;
    }

    /// <summary>A body without a Content-Length.</summary>
    public static HttpContent Chunked(string text)
    {
        var content = new StreamContent(new UnknownLength(Encoding.UTF8.GetBytes(text)));
        content.Headers.ContentType = new("application/json");
        return content;
    }

    /// <summary>Checks that the answer is a complete problem document of this status.</summary>
    public static async Task<ProblemResponse> ReadProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ProblemResponse>(WebhooksJson.Options);
        Assert.NotNull(problem);
        Assert.Equal((int)status, problem.Status);
        Assert.Equal(problem.Code, problem.Error.Code);
        Assert.NotEmpty(problem.Title);
        Assert.NotEmpty(problem.Detail);
        Assert.NotEmpty(problem.Error.Message);
        Assert.Equal(response.RequestMessage?.RequestUri?.AbsolutePath, problem.Instance);
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), problem.RequestId);
        return problem;
    }

    /// <summary>Checks that the request was refused because of this member (its JSON Pointer), among others perhaps.</summary>
    public static async Task AssertRefusedAtAsync(
        this HttpResponseMessage response, string place, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var problem = await response.ReadProblemAsync(status);
        Assert.Contains(place, (problem.Errors ?? []).Select(error => error.Pointer));
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
