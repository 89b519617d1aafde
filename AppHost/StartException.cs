namespace Webhooks.AppHost;

/// <summary>Something that keeps the application from starting. Its message is for the person at the terminal.</summary>
internal sealed class StartException(string message) : Exception(message);
