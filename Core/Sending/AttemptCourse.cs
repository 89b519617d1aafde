namespace Webhooks.Core.Sending;

/// <summary>
/// The course of one try to send a message, noted by the connection it went out on: the handler's exceptions do not reveal whether the
/// connection had carried a request before, nor whether any byte of the answer had arrived. It is separate from the message, because an
/// idle connection keeps the course of its last message and must not keep the body.
/// </summary>
internal sealed class AttemptCourse
{
    private bool observed;
    private bool reused;
    private bool answerBegan;
    private int headersWritten;

    /// <summary>True when the message's headers were written to a connection.</summary>
    public bool WasWritten => Volatile.Read(ref headersWritten) > 0;

    /// <summary>True when the handler wrote the headers before it had to wait for anything, so on a connection that was open.</summary>
    public bool WrittenAtOnce { get; set; }

    /// <summary>True when something of the answer arrived. Known over HTTP/1.1 only.</summary>
    public bool AnswerBegan
    {
        get => Volatile.Read(ref answerBegan);
        set => Volatile.Write(ref answerBegan, value);
    }

    /// <summary>
    /// True when the message went out on a connection that had carried another one before. An HTTP/2 connection carries many at a time and
    /// is not observed; there it is one that was open when the message came.
    /// </summary>
    public bool ReusedConnection => Volatile.Read(ref observed) ? Volatile.Read(ref reused) : WrittenAtOnce;

    /// <summary>The message is written to an HTTP/1.1 connection.</summary>
    /// <param name="isReused">Whether it has carried another one.</param>
    public void Observe(bool isReused)
    {
        Volatile.Write(ref reused, isReused);
        Volatile.Write(ref observed, true);
    }

    /// <summary>
    /// The handler writes the headers. It writes them again when the receiver says over HTTP/2 that it has not looked at the request
    /// (GOAWAY, REFUSED_STREAM), up to three times and without reporting it. Whether an attempt is repeated is decided in
    /// <see cref="DeliverySender"/> alone.
    /// </summary>
    /// <exception cref="RequestRefusedException">It is the second time.</exception>
    public void WritingHeaders()
    {
        if (Interlocked.Increment(ref headersWritten) > 1)
        {
            throw new RequestRefusedException();
        }
    }
}

/// <summary>The receiver has said that it did not look at the request, and the handler was about to repeat it.</summary>
internal sealed class RequestRefusedException() : IOException("The receiver refused the request unseen.");
