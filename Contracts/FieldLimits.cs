namespace Webhooks.Contracts;

/// <summary>The characters of identifiers, as patterns without their ends (seed reference: path parameters and <c>id</c>).</summary>
public static class IdPattern
{
    /// <summary>The id of a resource.</summary>
    public const string Resource = @"[a-zA-Z0-9\-_.]+";

    /// <summary>
    /// The id of an event: no full stop, because receivers check a signature over <c>id.timestamp.body</c> (Standard Webhooks 1.0.0) and
    /// the id is what they see as <c>webhook-id</c>.
    /// </summary>
    public const string Event = @"[a-zA-Z0-9\-_]+";

    /// <summary>The id of a project.</summary>
    public const string Project = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
}

/// <summary>Limits of fields that are checked in more than one place: characters, unless the name says otherwise.</summary>
public static class FieldLimits
{
    /// <summary>The URL of a destination or of an agent.</summary>
    public const int Url = 2_048;

    /// <summary>An e-mail address (RFC 5321, section 4.5.3.1.3).</summary>
    public const int Email = 254;

    /// <summary>A password. Longer ones only make work.</summary>
    public const int Password = 256;

    /// <summary>Networks that an API key may be used from.</summary>
    public const int Networks = 20;

    /// <summary>One of these networks.</summary>
    public const int Network = 64;

    /// <summary>Name of a custom header.</summary>
    public const int CustomHeaderName = 128;

    /// <summary>Value of a custom header.</summary>
    public const int CustomHeaderValue = 1_000;

    /// <summary>The secret that the requests to a trigger are signed with.</summary>
    public const int TriggerSecret = 1_000;

    /// <summary>Bytes of a payload that a trigger takes at most.</summary>
    public const int TriggerBodyBytes = 1_048_576;

    /// <summary>The template of an agent's first message.</summary>
    public const int MessageTemplate = 10_000;

    /// <summary>A message.</summary>
    public const int Message = 100_000;

    /// <summary>Messages that a conversation starts with, and that it shows.</summary>
    public const int Messages = 200;

    /// <summary>Seconds allowed for one attempt.</summary>
    public const int TimeoutSeconds = 60;
}
