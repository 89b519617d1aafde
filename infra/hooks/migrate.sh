#!/bin/sh
# Starts the job that migrates the database and waits for its end. azd runs it after it has deployed the job and before it deploys the services
# that use the schema. Ends with 1 when the job fails, which ends the deployment.
set -eu

job=migrations
: "${AZURE_SUBSCRIPTION_ID:?is set by azd}" "${AZURE_RESOURCE_GROUP:?is set by azd}"
pause=${MIGRATION_POLL_SECONDS:-5}
# The job itself ends after 30 minutes (replicaTimeout in infra/migrations.bicep).
polls=${MIGRATION_POLLS:-400}

jobs() {
  az containerapp job "$@" --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" --name "$job" --output tsv
}

execution=$(jobs start --query name)
[ -n "$execution" ] || { echo "The job $job did not start." >&2; exit 1; }
echo "The job $job runs as $execution."

while [ "$polls" -gt 0 ]; do
  status=$(jobs execution show --job-execution-name "$execution" --query properties.status)
  case $status in
    Succeeded)
      echo "The schema is up to date."
      exit 0 ;;
    Failed | Stopped | Degraded)
      echo "The execution $execution ended as $status. Its output is in Log Analytics, table ContainerAppConsoleLogs_CL." >&2
      exit 1 ;;
  esac
  polls=$((polls - 1))
  sleep "$pause"
done

echo "The execution $execution has not ended; its last status is $status." >&2
exit 1
