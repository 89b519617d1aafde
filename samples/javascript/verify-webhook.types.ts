// Not run: the compiler checks that TypeScript finds the types of verify-webhook.mjs (with allowJs) and refuses wrong calls.
import { createServer } from "node:http";
import { verifyWebhook, WebhookVerificationError, type WebhookRefusal } from "./verify-webhook.mjs";

createServer(request => {
  const id: string = verifyWebhook(Buffer.from(""), request.headers, ["a", "b"] as const, { toleranceSeconds: 60 });
  return id;
});

export async function fetchHandler(request: Request): Promise<Response> {
  try {
    verifyWebhook(await request.arrayBuffer(), request.headers, "whsec_");
    return new Response(null, { status: 204 });
  } catch (error) {
    const reason: WebhookRefusal | undefined = error instanceof WebhookVerificationError ? error.reason : undefined;
    return new Response(reason ?? null, { status: 401 });
  }
}

// @ts-expect-error A parsed body is no body.
verifyWebhook({ type: "event.created" }, {}, "whsec_");

// @ts-expect-error The secret is needed.
verifyWebhook(new Uint8Array(), {});
