using System.Diagnostics;
using System.Globalization;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>
/// A disk in memory (tmpfs) of a size that can be filled without harm to the machine. Takes Linux and the right to mount. Left behind only
/// when this process is killed; <c>umount</c> gives it back.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int ChunkBytes = 1024 * 1024;

    private readonly string ballast;

    private SmallDisk(string folder)
    {
        Folder = folder;
        ballast = Path.Combine(folder, "ballast");
    }

    public string Folder { get; }

    /// <summary>null where it may not be mounted.</summary>
    public static async Task<SmallDisk?> TryMountAsync(string folder, int megabytes, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0755");
        if (await RunAsync(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], cancellationToken))
        {
            return new SmallDisk(folder);
        }

        Directory.Delete(folder);
        return null;
    }

    /// <summary>Takes what room there is. Others may make some and take it again, so it goes on until it is cancelled.</summary>
    public async Task FillAsync(TimeProvider clock, CancellationToken until)
    {
        var zeros = new byte[ChunkBytes];
        while (!until.IsCancellationRequested)
        {
            try
            {
                // Small writes at last: a large one that does not fit leaves room for the server's.
                await using var file = new FileStream(ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                for (var length = ChunkBytes; length > 0;)
                {
                    try
                    {
                        await file.WriteAsync(zeros.AsMemory(0, length), CancellationToken.None);
                    }
                    catch (IOException)
                    {
                        length /= 2;
                    }
                }
            }
            catch (IOException)
            {
                // Full.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, CancellationToken.None);
        }
    }

    public void MakeRoom() => File.Delete(ballast);

    public async ValueTask DisposeAsync()
    {
        // Lazily: a process that is still ending holds it for a short time.
        await RunAsync(["umount", "-l", Folder], CancellationToken.None);
        Directory.Delete(Folder);
    }

    private static async Task<bool> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardError = true })
            ?? throw new BenchException($"{words[0]} could not be started.");
        await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
