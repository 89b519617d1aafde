namespace Webhooks.Benchmarks;

/// <summary>A scenario could not be measured; the message is for the person at the terminal.</summary>
internal sealed class BenchException(string message, Exception? innerException = null) : Exception(message, innerException);
