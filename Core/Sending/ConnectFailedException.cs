namespace Webhooks.Core.Sending;

/// <summary>
/// Carries the reason for a missing connection from the outbound guard to the sender. An exception because a connect callback of
/// <c>SocketsHttpHandler</c> can only answer with a stream; it never leaves <see cref="DeliverySender"/>.
/// </summary>
internal sealed class ConnectFailedException(FailureClass failureClass, string text, Exception? inner = null)
    : IOException(text, inner)
{
    public FailureClass FailureClass { get; } = failureClass;
}
