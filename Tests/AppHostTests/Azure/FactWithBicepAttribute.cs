using System.Runtime.InteropServices;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>A test that compiles Bicep, skipped on machines the downloaded compiler is not for.</summary>
public sealed class FactWithBicepAttribute : FactAttribute
{
    public FactWithBicepAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            Skip = "The Bicep compiler that AppHostTests.csproj downloads runs on linux-x64 only.";
        }
    }
}
