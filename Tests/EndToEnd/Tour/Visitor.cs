namespace Webhooks.Tests.EndToEnd.Tour;

/// <summary>Who looks at a page.</summary>
internal enum Visitor
{
    /// <summary>Somebody who is not signed in.</summary>
    Nobody,

    /// <summary>A user who is an administrator of the tenant.</summary>
    Administrator,

    /// <summary>Whoever holds the key of the service, which is good for all tenants.</summary>
    Operator,
}
