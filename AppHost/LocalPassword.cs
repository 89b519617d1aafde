namespace Webhooks.AppHost;

/// <summary>The password of the embedded PostgreSQL, which makes it on its first start and keeps it in its data folder.</summary>
internal sealed class LocalPassword(string dataFolder) : IValueProvider, IManifestExpressionProvider
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly string file = Path.Combine(dataFolder, "postgres.password");

    /// <summary>Never written: nothing is published from a model with programs of this machine.</summary>
    public string ValueExpression => "{postgres.password}";

    /// <summary>Waits for the first start. When that fails, the whole start ends (<see cref="StartWatch"/>).</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        string text;
        while (!File.Exists(file) || !(text = await File.ReadAllTextAsync(file, cancellationToken)).EndsWith('\n'))
        {
            await Task.Delay(LookAgainAfter, TimeProvider.System, cancellationToken);
        }

        return text.TrimEnd();
    }
}
