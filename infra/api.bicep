// The Api: reachable from outside, two to ten replicas by requests under way.
import { port, probes, requestRule, secretOf, storeVariables, telemetryOf } from 'shared.bicep'

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

@description('Address as senders reach it, such as https://api.example.com/. Empty: the one Container Apps gives.')
param apiAddress string = ''

@description('Address of the dashboard as people reach it, with a slash at the end. Empty: the one Container Apps gives.')
param dashboardAddress string = ''

@description('Collector for logs, metrics and traces. Empty: nothing is exported.')
param otlpEndpoint string = ''

@description('Region.')
param location string = resourceGroup().location

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: containerAppsEnvironmentName
}

var domain = environment.properties.defaultDomain

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'api'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'api' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'auto', allowInsecure: false }
      registries: [{ server: registryEndpoint, identity: identityId }]
      secrets: [
        secretOf('hooksdb', vaultEndpoint, identityId)
        secretOf('cache', vaultEndpoint, identityId)
      ]
    }
    template: {
      containers: [
        {
          name: 'api'
          image: image
          env: [
            ...storeVariables
            { name: 'Triggers__PublicAddress', value: empty(apiAddress) ? 'https://api.${domain}/' : apiAddress }
            { name: 'Access__DashboardAddress', value: empty(dashboardAddress) ? 'https://dashboard.${domain}/' : dashboardAddress }
            { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' }
            { name: 'ForwardedHeaders__Networks__0', value: '10.0.0.0/8' }
            { name: 'ForwardedHeaders__Networks__1', value: '100.64.0.0/10' }
            ...telemetryOf(otlpEndpoint, 'api')
          ]
          probes: probes
          resources: { cpu: json('0.5'), memory: '1Gi' }
        }
      ]
      scale: { minReplicas: 2, maxReplicas: 10, rules: [requestRule] }
    }
  }
}
