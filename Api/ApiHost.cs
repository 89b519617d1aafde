namespace Webhooks.Api;

/// <summary>Marks this assembly for tests that start the process.</summary>
public sealed class ApiHost;
