// The DeliveryWorker: reachable inside the environment only, two to ten replicas by due deliveries.
import { port, probes, secretOf, storeVariables, telemetryOf } from 'shared.bicep'

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

@description('Host of the database, which the scaler asks.')
param postgresHost string

@description('Name of the database\'s user.')
param postgresUser string = 'webhooks'

@description('Collector for logs, metrics and traces. Empty: nothing is exported.')
param otlpEndpoint string = ''

@description('Region.')
param location string = resourceGroup().location

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: containerAppsEnvironmentName
}

// Deliveries in the queue that could be sent now, without those of paused destinations, and those that workers still have to create for
// large fan-outs. The queue and the fan-outs are each read no further than what the most workers are worth.
// A test runs this statement on a migrated database.
var dueDeliveries = join(
  [
    'select (select count(*) from (select 1 from delivery_queue q'
    'join destinations d on d.destination_no = q.destination_no and d.enabled and d.deleted_at is null'
    'where q.lease_id is null and q.due_at <= now() limit 50000) due)'
    '+ (select coalesce(sum(cardinality(f.destinations)), 0) from (select destinations from fan_outs limit 50000) f)'
  ],
  ' '
)

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'worker'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'worker' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: false, targetPort: port, transport: 'auto', allowInsecure: false }
      registries: [{ server: registryEndpoint, identity: identityId }]
      secrets: [
        secretOf('hooksdb', vaultEndpoint, identityId)
        secretOf('cache', vaultEndpoint, identityId)
        secretOf('postgres-password', vaultEndpoint, identityId)
      ]
    }
    template: {
      // A clean stop takes as long as the slowest attempt in flight, at most 70 seconds.
      terminationGracePeriodSeconds: 75
      containers: [
        {
          name: 'worker'
          image: image
          env: [
            ...storeVariables
            { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' }
            ...telemetryOf(otlpEndpoint, 'worker')
          ]
          probes: probes
          resources: { cpu: json('1.0'), memory: '2Gi' }
        }
      ]
      scale: {
        minReplicas: 2
        maxReplicas: 10
        rules: [
          {
            name: 'due-deliveries'
            // No identity here: with one, Container Apps drops the metadata of this scaler (microsoft/azure-container-apps#1786).
            custom: {
              type: 'postgresql'
              metadata: {
                host: postgresHost
                port: '5432'
                userName: postgresUser
                dbName: 'hooksdb'
                sslmode: 'require'
                query: dueDeliveries
                targetQueryValue: '5000'
              }
              auth: [{ secretRef: 'postgres-password', triggerParameter: 'password' }]
            }
          }
        ]
      }
    }
  }
}
