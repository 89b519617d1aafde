import { createWebhookDestination, listWebhookDestinations, publishEvent } from '../generated/hey-api';
import { createClient } from '../generated/hey-api/client';

export async function run(address: string, key: string, tenantId: string): Promise<string[]> {
  const client = createClient({ baseUrl: address, headers: { Authorization: `Bearer ${key}` }, throwOnError: true });
  const path = { tenantId, projectId: 'main' };
  const created = await createWebhookDestination({
    client,
    path,
    body: { name: 'CRM', url: 'https://example.com', eventTypes: ['event.created'], retryPolicy: { name: 'custom', waitSeconds: [3, 6] } },
    throwOnError: true,
  });
  const published = await publishEvent({ client, body: { type: 'order.paid' }, throwOnError: true });
  const listed = await listWebhookDestinations({ client, path, throwOnError: true });
  if (!created.data) {
    throw new Error('Only a dry run answers without a body.');
  }

  return [created.data.data.id, published.data.data.id, ...listed.data.data.map((destination) => destination.retryPolicy.name)];
}
