// What the services need before they are deployed: `azd provision`. The services are modules of their own, one per service of azure.yaml.
targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; in tags and in the name of the resource group.')
param environmentName string

@minLength(1)
@description('Region of everything.')
param location string

@description('The person who deploys; may read the secrets, so that the next deployment finds them. Empty: nobody.')
param principalId string = ''

@secure()
@minLength(12)
@description('Password of the database\'s administrator. Made by azd the first time, read from the vault afterwards.')
param postgresPassword string

@secure()
@minLength(12)
@description('Becomes the first admin key when the database is new. Made by azd the first time, read from the vault afterwards.')
param adminKey string

var tags = { 'azd-env-name': environmentName }
var vaultName = 'kv-${uniqueString(subscription().id, environmentName)}'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module platform 'platform.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    vaultName: vaultName
    principalId: principalId
  }
}

module data 'data.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    vaultName: vaultName
    postgresPassword: postgresPassword
    adminKey: adminKey
  }
  dependsOn: [platform]
}

// azd keeps outputs in its environment, where the .bicepparam files of the services read them. No secrets: the environment is a file.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = platform.outputs.registryEndpoint
output AZURE_CONTAINER_APPS_ENVIRONMENT_NAME string = platform.outputs.environmentName
output AZURE_KEY_VAULT_NAME string = vaultName
output AZURE_KEY_VAULT_ENDPOINT string = platform.outputs.vaultEndpoint
output SERVICES_IDENTITY_ID string = platform.outputs.identityId
output POSTGRES_HOST string = data.outputs.postgresHost
