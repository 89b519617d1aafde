// PostgreSQL, Redis, and the secrets to reach them. Passwords and not identities: the services read a plain connection string everywhere, and
// KEDA's postgresql scaler needs a password anyway (docs/decisions/0043-azure-is-an-azd-template.md).

@description('Region of everything.')
param location string

@description('Tags of everything.')
param tags object

@description('The vault that the secrets go to.')
param vaultName string

@secure()
@description('Password of the database\'s administrator.')
param postgresPassword string

@secure()
@description('Becomes the first admin key when the database is new.')
param adminKey string

@description('Name of the database\'s administrator; the services and the scaler sign in with it.')
param postgresUser string = 'webhooks'

var suffix = uniqueString(resourceGroup().id)

// The smallest server has 35 connections for users: fewer than two of each process take under load.
resource postgres 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: {
    version: '17'
    administratorLogin: postgresUser
    administratorLoginPassword: postgresPassword
    storage: { storageSizeGB: 128, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
  }

  resource database 'databases' = {
    name: 'hooksdb'
  }

  // Lets services of Azure in, and nobody else; the password is what protects the server.
  resource azure 'firewallRules' = {
    name: 'AllowAllAzureServicesAndResourcesWithinAzureIps'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

// Holds copies only: it may be flushed at any moment, so a second node would be paid for nothing.
resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'redis-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Balanced_B0' }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Disabled'
    publicNetworkAccess: 'Enabled'
  }

  resource cache 'databases' = {
    name: 'default'
    properties: {
      port: 10000
      clientProtocol: 'Encrypted'
      clusteringPolicy: 'EnterpriseCluster'
      evictionPolicy: 'AllKeysLRU'
      accessKeysAuthentication: 'Enabled'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName

  // 30 connections per process: ten of each keep below the server's 859 (docs/operations.md, Sizing). No Kerberos: the images have none.
  resource hooksdb 'secrets' = {
    name: 'hooksdb'
    properties: {
      value: 'Host=${postgres.properties.fullyQualifiedDomainName};Port=5432;Database=${postgres::database.name};Username=${postgresUser};Password=${postgresPassword};SSL Mode=VerifyFull;GSS Encryption Mode=Disable;Maximum Pool Size=30'
    }
  }

  resource cache 'secrets' = {
    name: 'cache'
    properties: {
      value: '${redis.properties.hostName}:${redis::cache.properties.port},password=${redis::cache.listKeys().primaryKey},ssl=True,abortConnect=False'
    }
  }

  resource password 'secrets' = {
    name: 'postgres-password'
    properties: { value: postgresPassword }
  }

  resource key 'secrets' = {
    name: 'admin-key'
    properties: { value: adminKey }
  }
}

output postgresHost string = postgres.properties.fullyQualifiedDomainName
