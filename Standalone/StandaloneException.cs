namespace Webhooks.Standalone;

/// <summary>Ends the program with a message for the person at the terminal instead of a stack trace.</summary>
internal sealed class StandaloneException(string message, Exception? innerException = null) : Exception(message, innerException);
