// `Standalone migrate` as a job that runs once per start. azd deploys it first and the hook of azure.yaml starts it and waits for its end.
import { secretOf, storeVariables } from 'shared.bicep'

@description('Image with its tag.')
param image string

@description('The Container Apps environment.')
param containerAppsEnvironmentName string

@description('Login server of the registry.')
param registryEndpoint string

@description('The identity that pulls the image and reads the secrets.')
param identityId string

@description('Address of the vault, with a slash at the end.')
param vaultEndpoint string

@description('Name of the azd environment.')
param environmentName string

@description('Region.')
param location string = resourceGroup().location

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: containerAppsEnvironmentName
}

resource job 'Microsoft.App/jobs@2025-07-01' = {
  name: 'migrations'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'migrations' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      // A migration that failed changed nothing and would fail again.
      replicaRetryLimit: 0
      replicaTimeout: 1800
      registries: [{ server: registryEndpoint, identity: identityId }]
      secrets: [
        secretOf('hooksdb', vaultEndpoint, identityId)
        secretOf('cache', vaultEndpoint, identityId)
        secretOf('admin-key', vaultEndpoint, identityId)
      ]
    }
    template: {
      containers: [
        {
          name: 'migrations'
          image: image
          args: ['migrate', '--wait', '120']
          env: [
            ...storeVariables
            { name: 'WEBHOOKS_ADMIN_KEY', secretRef: 'admin-key' }
            { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' }
          ]
          resources: { cpu: json('0.5'), memory: '1Gi' }
        }
      ]
    }
  }
}
