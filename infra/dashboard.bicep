// The dashboard: reachable from outside, one to three replicas. A browser comes back to the same one: pages of Blazor live on the server.
import { port, probes, requestRule, telemetryOf } from 'shared.bicep'

@description('Image with its tag.')
param image string

@description('The Container Apps environment.')
param containerAppsEnvironmentName string

@description('Login server of the registry.')
param registryEndpoint string

@description('The identity that pulls the image and reads the secrets.')
param identityId string

@description('Name of the azd environment.')
param environmentName string

@description('Collector for logs, metrics and traces. Empty: nothing is exported.')
param otlpEndpoint string = ''

@description('Region.')
param location string = resourceGroup().location

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: containerAppsEnvironmentName
}

// A preview version: no other one has runtime.dotnet.
resource app 'Microsoft.App/containerApps@2025-10-02-preview' = {
  name: 'dashboard'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'dashboard' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'auto', allowInsecure: false, stickySessions: { affinity: 'sticky' } }
      registries: [{ server: registryEndpoint, identity: identityId }]
      // Every replica reads the cookies of the others, also after a restart.
      runtime: { dotnet: { autoConfigureDataProtection: true } }
    }
    template: {
      containers: [
        {
          name: 'dashboard'
          image: image
          env: [
            { name: 'Dashboard__ApiBaseAddress', value: 'https://api.${environment.properties.defaultDomain}/' }
            { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' }
            { name: 'ForwardedHeaders__Networks__0', value: '10.0.0.0/8' }
            { name: 'ForwardedHeaders__Networks__1', value: '100.64.0.0/10' }
            ...telemetryOf(otlpEndpoint, 'dashboard')
          ]
          probes: probes
          resources: { cpu: json('0.5'), memory: '1Gi' }
        }
      ]
      scale: { minReplicas: 1, maxReplicas: 3, rules: [requestRule] }
    }
  }
}
