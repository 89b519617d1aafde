// What the modules of the services have in common; compiled into each of them.

@export()
@description('A secret that Container Apps reads from the vault with the services\' identity.')
type secret = {
  name: string
  keyVaultUrl: string
  identity: string
}

@export()
@description('The secret of this name in the vault.')
func secretOf(name string, vaultEndpoint string, identityId string) secret => {
  name: name
  keyVaultUrl: '${vaultEndpoint}secrets/${name}'
  identity: identityId
}

@description('An environment variable that is no secret.')
type variable = {
  name: string
  value: string
}

@export()
@description('Environment variables of a process that exports telemetry; none while there is no collector.')
func telemetryOf(otlpEndpoint string, service string) variable[] => empty(otlpEndpoint) ? [] : [
  { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpEndpoint }
  { name: 'OTEL_SERVICE_NAME', value: service }
]

@export()
@description('The port of every image.')
var port = 8080

@export()
@description('Environment variables of every process that is not the dashboard.')
var storeVariables = [
  { name: 'ConnectionStrings__hooksdb', secretRef: 'hooksdb' }
  { name: 'ConnectionStrings__cache', secretRef: 'cache' }
]

@export()
@description('/alive asks whether the process answers at all, /health whether it can work. A start may take a minute.')
var probes = [
  { type: 'Startup', httpGet: { path: '/alive', port: 8080 }, periodSeconds: 6, timeoutSeconds: 5, failureThreshold: 10 }
  { type: 'Liveness', httpGet: { path: '/alive', port: 8080 }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }
  { type: 'Readiness', httpGet: { path: '/health', port: 8080 }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }
]

@export()
@description('Replicas by requests under way.')
var requestRule = { name: 'requests', http: { metadata: { concurrentRequests: '100' } } }
