import { createWebhookDestination, listWebhookDestinations, publishEvent } from '../generated/orval/client';
import { CreateWebhookDestinationBody } from '../generated/orval/zod';

export async function run(tenantId: string, options: RequestInit): Promise<string[]> {
  const body = CreateWebhookDestinationBody.parse({
    name: 'CRM', url: 'https://example.com', eventTypes: ['event.created'], retryPolicy: { name: 'custom', waitSeconds: [3, 6] },
  });
  const created = await createWebhookDestination(tenantId, 'main', body, undefined, options);
  const published = await publishEvent({ type: 'order.paid' }, options);
  const listed = await listWebhookDestinations(tenantId, 'main', undefined, options);
  if (created.status !== 201 || published.status !== 201 || listed.status !== 200) {
    throw new Error(`${created.status} ${published.status} ${listed.status}`);
  }

  return [created.data.data.id, published.data.data.id, ...listed.data.data.map((destination) => destination.retryPolicy.name)];
}
