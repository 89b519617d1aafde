namespace Webhooks.Api.Access;

/// <summary>Too many passwords are being checked; to be answered with 429.</summary>
internal sealed class PasswordQueueFullException : Exception;
