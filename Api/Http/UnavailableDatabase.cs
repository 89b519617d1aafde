namespace Webhooks.Api.Http;

/// <summary>Marks requests that are answered 503 for the database: nothing more is asked of it on their behalf.</summary>
internal static class UnavailableDatabase
{
    private static readonly object Key = new();

    public static void Mark(HttpContext context) => context.Items[Key] = Key;

    public static bool IsMarked(HttpContext context) => context.Items.ContainsKey(Key);
}

/// <summary>How logs name a request: method and route, never the path with its ids.</summary>
internal static class RequestName
{
    public static string Of(HttpContext context) => context.GetEndpoint()?.DisplayName ?? context.Request.Method;
}
