using 'migrations.bicep'

param image = readEnvironmentVariable('SERVICE_MIGRATIONS_IMAGE_NAME')
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param containerAppsEnvironmentName = readEnvironmentVariable('AZURE_CONTAINER_APPS_ENVIRONMENT_NAME')
param registryEndpoint = readEnvironmentVariable('AZURE_CONTAINER_REGISTRY_ENDPOINT')
param identityId = readEnvironmentVariable('SERVICES_IDENTITY_ID')
param vaultEndpoint = readEnvironmentVariable('AZURE_KEY_VAULT_ENDPOINT')
