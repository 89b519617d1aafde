# What migrate.sh does, for Windows.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$job = @('--subscription', $env:AZURE_SUBSCRIPTION_ID, '--resource-group', $env:AZURE_RESOURCE_GROUP, '--name', 'migrations', '--output', 'tsv')
$execution = az containerapp job start @job --query name
if (-not $execution) { throw 'The job migrations did not start.' }
Write-Host "The job migrations runs as $execution."

foreach ($poll in 1..400) {
    $status = az containerapp job execution show @job --job-execution-name $execution --query properties.status
    if ($status -eq 'Succeeded') { Write-Host 'The schema is up to date.'; exit 0 }
    if ($status -in 'Failed', 'Stopped', 'Degraded') {
        throw "The execution $execution ended as $status. Its output is in Log Analytics, table ContainerAppConsoleLogs_CL."
    }
    Start-Sleep -Seconds 5
}

throw "The execution $execution has not ended; its last status is $status."
