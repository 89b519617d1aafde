using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Webhooks.Tests.Support;

/// <summary>
/// A receiver of webhooks on loopback, made of raw sockets so that it can misbehave in every way a receiver can. Speaks HTTP/1.1
/// with kept connections. Which answer a request gets: the next one of the queue (<see cref="Enqueue"/>), else what
/// <see cref="Choose"/> says, else <see cref="Default"/>. Every request is recorded before it is answered.
/// </summary>
public sealed class FakeReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = Eventually.Patience;
    private readonly Socket listener;
    private readonly X509Certificate2? certificate;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<Answer> script = new();
    private readonly ConcurrentDictionary<Task, bool> connections = new();
    private readonly Lock gate = new();
    private readonly List<ReceivedRequest> requests = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiters = [];
    private readonly Func<FakeReceiver, Socket, int, Task> serve;
    private readonly Task accepting;
    private int requestCount;
    private int connectionCount;
    private long bytesSent;

    private FakeReceiver(bool listens, X509Certificate2? certificate, TimeProvider? clock, Func<FakeReceiver, Socket, int, Task> serve)
    {
        this.certificate = certificate;
        this.clock = clock ?? TimeProvider.System;
        this.serve = serve;
        listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port; // Bound just above.
        if (listens)
        {
            listener.Listen(1024);
        }

        accepting = listens ? AcceptAsync() : Task.CompletedTask;
    }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>The answer to requests that neither the queue nor <see cref="Choose"/> answers.</summary>
    public Answer Default { get; set; } = Answer.Ok;

    /// <summary>Picks an answer by request, for example by path; null leaves it to <see cref="Default"/>.</summary>
    public Func<ReceivedRequest, Answer?>? Choose { get; set; }

    /// <summary>False keeps no requests, only their number: for long runs.</summary>
    public bool KeepsRequests { get; set; } = true;

    /// <summary>How many complete requests arrived.</summary>
    public int RequestCount => Volatile.Read(ref requestCount);

    /// <summary>How many connections were accepted.</summary>
    public int ConnectionCount => Volatile.Read(ref connectionCount);

    /// <summary>How many bytes of answers the senders' sockets took.</summary>
    public long BytesSent => Interlocked.Read(ref bytesSent);

    /// <summary>The requests kept so far, in the order in which they were complete.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Starts a receiver that speaks http.</summary>
    public static FakeReceiver Start(TimeProvider? clock = null) =>
        new(true, null, clock, static (self, socket, number) => self.ServeHttpAsync(socket, number));

    /// <summary>Starts a receiver that speaks https with this certificate; without ALPN, so over HTTP/1.1.</summary>
    public static FakeReceiver StartTls(X509Certificate2 certificate, TimeProvider? clock = null) =>
        new(true, certificate, clock, static (self, socket, number) => self.ServeHttpAsync(socket, number));

    /// <summary>Starts a receiver that answers the first bytes of a connection with bytes that are neither TLS nor HTTP.</summary>
    public static FakeReceiver StartGarbage() => new(true, null, null, static (self, socket, _) => self.ServeGarbageAsync(socket));

    /// <summary>Starts a receiver that accepts connections and never says anything, not even in a TLS handshake.</summary>
    public static FakeReceiver StartSilent() => new(true, null, null, static (self, socket, _) => self.ServeSilenceAsync(socket));

    /// <summary>Reserves a port on which connections are refused.</summary>
    public static FakeReceiver StartRefusing() => new(false, null, null, static (_, _, _) => Task.CompletedTask);

    /// <summary>A URL of this receiver.</summary>
    /// <param name="path">Path and query, beginning with a slash.</param>
    /// <param name="scheme">By default that which the receiver speaks.</param>
    public Uri Url(string path = "/", string? scheme = null) =>
        new($"{scheme ?? (certificate is null ? "http" : "https")}://127.0.0.1:{Port}{path}");

    /// <summary>Adds answers, one for each of the next requests.</summary>
    public FakeReceiver Enqueue(params Answer[] answers)
    {
        foreach (var answer in answers)
        {
            script.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Waits until this many requests have arrived in all, and returns those kept.</summary>
    /// <param name="count">The number to wait for.</param>
    /// <param name="timeout">How long to wait at most; 30 s by default.</param>
    /// <exception cref="TimeoutException">Fewer arrived in that time.</exception>
    public async Task<IReadOnlyList<ReceivedRequest>> WaitForRequestsAsync(int count, TimeSpan? timeout = null)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (requestCount >= count)
            {
                return [.. requests];
            }

            waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(timeout ?? Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{RequestCount} of {count} requests arrived.");
        }

        return Requests;
    }

    /// <summary>Waits until every connection accepted so far has ended, whichever side ended it.</summary>
    /// <param name="timeout">How long to wait at most; 30 s by default.</param>
    /// <exception cref="TimeoutException">One was still open after that time.</exception>
    public Task WaitUntilIdleAsync(TimeSpan? timeout = null) => Task.WhenAll(connections.Keys).WaitAsync(timeout ?? Patience);

    /// <summary>Closes the port and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections.Keys);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(stopping.Token);
                socket.NoDelay = true;
                var served = ServeAsync(socket, Interlocked.Increment(ref connectionCount));
                connections[served] = true;
                _ = served.ContinueWith(done => connections.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The receiver stops.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await Task.Yield();
        using (socket)
        {
            try
            {
                await serve(this, socket, number);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or ObjectDisposedException or AuthenticationException)
            {
                // The sender left, or the receiver stops: neither is of interest here.
            }
        }
    }

    private async Task ServeHttpAsync(Socket socket, int number)
    {
        await using var stream = await OpenAsync(socket);
        var reader = PipeReader.Create(stream);
        var connection = new FakeReceiverConnection(reader, number, clock);
        var channel = new AnswerChannel(socket, stream, bytes => Interlocked.Add(ref bytesSent, bytes), stopping.Token);
        while (await connection.ReadAsync(stopping.Token) is { } request)
        {
            var answer = Record(request);
            await answer.WriteAsync(channel);
            if (!answer.KeepsConnection)
            {
                break;
            }
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        var network = new NetworkStream(socket);
        if (certificate is null)
        {
            return network;
        }

        var secure = new SslStream(network);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
        return secure;
    }

    private Answer Record(ReceivedRequest request)
    {
        Answer answer;
        lock (gate)
        {
            var numbered = request with { Number = ++requestCount };
            if (KeepsRequests)
            {
                requests.Add(numbered);
            }

            answer = script.TryDequeue(out var next) ? next : Choose?.Invoke(numbered) ?? Default;
            foreach (var (_, reached) in waiters.Where(waiter => waiter.Count <= requestCount))
            {
                reached.TrySetResult();
            }

            waiters.RemoveAll(waiter => waiter.Count <= requestCount);
        }

        return answer;
    }

    private async Task ServeGarbageAsync(Socket socket)
    {
        await socket.ReceiveAsync(new byte[1024], stopping.Token);
        await socket.SendAsync("\u0001\u0002 this is neither TLS nor HTTP\r\n\r\n"u8.ToArray(), stopping.Token);
    }

    private async Task ServeSilenceAsync(Socket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, stopping.Token) > 0)
        {
            // Listens and says nothing.
        }
    }
}
