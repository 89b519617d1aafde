namespace Webhooks.Core.Conversations;

/// <summary>The outcome of starting a conversation.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>Started; <c>conversation.created</c> is stored.</summary>
    public sealed record Started(ConversationSnapshot Snapshot) : StartOutcome;

    /// <summary>The same start again: the conversation as it is now. Nothing was stored or fired.</summary>
    public sealed record Repeated(ConversationSnapshot Snapshot) : StartOutcome;

    /// <summary>Another conversation has the id.</summary>
    public sealed record IdTaken : StartOutcome;

    /// <summary>The project has no such agent.</summary>
    public sealed record AgentUnknown : StartOutcome;
}

/// <summary>The outcome of adding a message.</summary>
public abstract record MessageOutcome
{
    private MessageOutcome()
    {
    }

    /// <summary>Added; <c>conversation.updated</c> is stored.</summary>
    public sealed record Added(ConversationMessage Message) : MessageOutcome;

    /// <summary>The same message again: the first one. Nothing was stored or fired.</summary>
    public sealed record Repeated(ConversationMessage Message) : MessageOutcome;

    /// <summary>Another message of the conversation has the id.</summary>
    public sealed record IdTaken : MessageOutcome;

    /// <summary>The project has no such conversation.</summary>
    public sealed record ConversationUnknown : MessageOutcome;
}

/// <summary>The outcome of adding feedback.</summary>
public abstract record FeedbackOutcome
{
    private FeedbackOutcome()
    {
    }

    /// <summary>Stored, and <c>feedback.created</c> with it.</summary>
    public sealed record Added(Feedback Feedback) : FeedbackOutcome;

    /// <summary>The project has no such conversation.</summary>
    public sealed record ConversationUnknown : FeedbackOutcome;

    /// <summary>The conversation has no such message.</summary>
    public sealed record MessageUnknown : FeedbackOutcome;
}
