import { setTimeout } from 'node:timers/promises';
import createClient from 'openapi-fetch';
import type { paths, webhooks } from '../generated/openapi-typescript';

type OrderPaid = webhooks['event.created']['post']['requestBody']['content']['application/json'];

/** What a receiver does with the verified body. */
export const nameOf = (payload: OrderPaid): string => `${payload.type} ${payload.data.event.type}`;

const [address, adminKey, publisherKey, tenantId, receiver] = process.argv.slice(2);
const authorized = (key: string) => createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${key}` } });
const [admin, publisher] = [authorized(adminKey), authorized(publisherKey)];
const path = { tenantId, projectId: 'main' };

const created = await admin.POST('/manage/tenants/{tenantId}/projects/{projectId}/webhook-destinations', {
  params: { path },
  body: { name: 'CRM', url: receiver, eventTypes: ['event.created'], retryPolicy: { name: 'custom', waitSeconds: [3, 6] } },
});
if (!created.data) {
  throw new Error(created.error?.title);
}

const listed = await admin.GET('/manage/tenants/{tenantId}/projects/{projectId}/webhook-destinations', { params: { path } });
const published = await publisher.POST('/run/v1/events', { body: { type: 'order.paid', properties: { total: 12.5 } } });
if (!listed.data || !published.data) {
  throw new Error((listed.error ?? published.error)?.title);
}

const query = { destinationId: created.data.data.id, eventId: published.data.data.id, state: 'delivered' };
for (;;) {
  const deliveries = await admin.GET('/manage/tenants/{tenantId}/projects/{projectId}/deliveries', { params: { path, query } });
  if (!deliveries.data) {
    throw new Error(deliveries.error.title);
  }

  if (deliveries.data.data.length > 0) {
    console.log(listed.data.data[0].retryPolicy.waitSeconds?.join(), deliveries.data.data[0].state);
    break;
  }

  await setTimeout(100);
}
