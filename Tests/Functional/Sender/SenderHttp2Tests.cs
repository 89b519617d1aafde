using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Core.Sending;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Sender;

public sealed class SenderHttp2Tests
{
    [Fact]
    public async Task Http2_is_used_where_the_receiver_offers_it()
    {
        var protocols = new List<string>();
        await using var receiver = await StartAsync(async context =>
        {
            lock (protocols)
            {
                protocols.Add(context.Request.Protocol);
            }

            await context.Response.WriteAsync("taken");
        });
        using var fixture = TrustingFixture();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.SendAsync(UrlOf(receiver))));

        Assert.All(results, result => Assert.Equal("taken", result.ResponseText));
        Assert.All(protocols, protocol => Assert.Equal("HTTP/2", protocol));
        Assert.Equal(20, protocols.Count);
    }

    [Fact]
    public async Task A_stream_reset_is_a_failure_of_its_attempt_alone()
    {
        await using var receiver = await StartAsync(context =>
        {
            if (context.Request.Path == "/reset")
            {
                context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(0x2);
            }

            return Task.CompletedTask;
        });
        using var fixture = TrustingFixture();

        var reset = await fixture.SendAsync(new Uri(UrlOf(receiver), "/reset"));
        var next = await fixture.SendAsync(UrlOf(receiver));

        Assert.Equal(FailureClass.Reset, reset.FailureClass);
        Assert.Equal("HTTP/2 stream reset, code 2", reset.Error);
        Assert.True(next.IsSuccess, next.Summary);
    }

    // REFUSED_STREAM: the receiver did not look at the request, so the handler would repeat it by itself, up to three times.
    [Fact]
    public async Task A_stream_refused_on_a_kept_connection_is_sent_once_more_and_shows()
    {
        var sent = new ConcurrentQueue<string>();
        await using var receiver = await StartAsync(context =>
        {
            sent.Enqueue($"{context.Request.Path} {context.Request.Protocol}");
            if (context.Request.Path == "/refuse" && context.Request.Protocol == "HTTP/2")
            {
                context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(0x7);
            }

            return Task.CompletedTask;
        });
        using var fixture = TrustingFixture();

        await fixture.SendAsync(UrlOf(receiver));
        var refused = await fixture.SendAsync(new Uri(UrlOf(receiver), "/refuse"));

        Assert.True(refused.IsSuccess, refused.Summary);
        Assert.NotNull(refused.Timings.RepeatMs);
        Assert.Equal(["/ HTTP/2", "/refuse HTTP/2", "/refuse HTTP/1.1"], sent);
    }

    [Fact]
    public async Task A_stream_refused_on_a_new_connection_is_a_failure()
    {
        var sent = 0;
        await using var receiver = await StartAsync(context =>
        {
            Interlocked.Increment(ref sent);
            context.Features.Get<IHttpResetFeature>()?.Reset(0x7);
            return Task.CompletedTask;
        });
        using var fixture = TrustingFixture();

        var refused = await fixture.SendAsync(UrlOf(receiver));

        Assert.Equal((FailureClass.Reset, "HTTP/2 request refused by the receiver"), (refused.FailureClass, refused.Error));
        Assert.Null(refused.Timings.RepeatMs);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_kept_connection_that_is_cut_costs_no_attempt()
    {
        var sent = new ConcurrentQueue<string>();
        await using var receiver = await StartAsync(context =>
        {
            sent.Enqueue($"{context.Request.Path} {context.Request.Protocol}");
            if (context.Request.Path == "/cut" && context.Request.Protocol == "HTTP/2")
            {
                context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
            }

            return Task.CompletedTask;
        });
        using var fixture = TrustingFixture();

        await fixture.SendAsync(UrlOf(receiver));
        var cut = await fixture.SendAsync(new Uri(UrlOf(receiver), "/cut"));

        Assert.True(cut.IsSuccess, cut.Summary);
        Assert.NotNull(cut.Timings.RepeatMs);
        Assert.Equal(["/ HTTP/2", "/cut HTTP/2", "/cut HTTP/1.1"], sent);
    }

    [Fact]
    public async Task An_endless_body_over_http2_is_cut()
    {
        await using var receiver = await StartAsync(async context =>
        {
            var block = new byte[16 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        });
        using var fixture = TrustingFixture();

        var result = await fixture.SendAsync(UrlOf(receiver));

        Assert.True(result.IsSuccess, result.Summary);
        Assert.True(result.ResponseTruncated);
    }

    private static SenderFixture TrustingFixture() => new(configure: handler =>
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost");

    private static Uri UrlOf(WebApplication receiver)
    {
        var addresses = receiver.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return new Uri(addresses.Addresses.Single());
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(SelfSignedCertificate.Create(TimeProvider.System.GetUtcNow()));
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
