// Verifies webhooks signed as in Standard Webhooks 1.0.0. Copy this file into your project; it needs nothing but Node's standard library.
import { createHmac, timingSafeEqual } from "node:crypto";

/** @typedef {"header_missing" | "timestamp_malformed" | "timestamp_too_old" | "timestamp_too_new" | "signature_mismatch"} WebhookRefusal */

/** The request is not to be trusted. Answer it with 401. */
export class WebhookVerificationError extends Error {
  /** @param {WebhookRefusal} reason Why not. */
  constructor(reason) {
    super(`The webhook is not to be trusted: ${reason}.`);
    this.name = "WebhookVerificationError";
    this.reason = reason;
  }
}

/**
 * Throws unless one of the secrets has signed the request within the last five minutes.
 *
 * @param {Uint8Array | ArrayBuffer} body The exact bytes of the body. Parsed and written again they would differ.
 * @param {Headers | Record<string, string | string[] | undefined>} headers All headers of the request.
 * @param {string | readonly string[]} secrets The signing secret (`whsec_…`), or several while secrets are rotated.
 * @param {{ toleranceSeconds?: number, now?: number }} [options] How far the timestamp may be off, and the time in milliseconds.
 * @returns {string} The `webhook-id`. It stays the same when a delivery is repeated: handle each one once.
 */
export function verifyWebhook(body, headers, secrets, { toleranceSeconds = 300, now = Date.now() } = {}) {
  const keys = (typeof secrets === "string" ? [secrets] : secrets).map(keyOf);
  if (keys.length === 0) throw new TypeError("At least one secret is needed.");
  if (!(body instanceof Uint8Array || body instanceof ArrayBuffer)) throw new TypeError("The body must be the raw bytes of the request.");

  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = headerOf(headers, "webhook-signature");
  if (!id || !timestamp || !signatures) throw new WebhookVerificationError("header_missing");

  // An old timestamp is a recorded request that is sent again.
  if (!/^[0-9]{1,15}$/.test(timestamp)) throw new WebhookVerificationError("timestamp_malformed");
  const age = Math.floor(now / 1000) - Number(timestamp);
  if (age > toleranceSeconds) throw new WebhookVerificationError("timestamp_too_old");
  if (age < -toleranceSeconds) throw new WebhookVerificationError("timestamp_too_new");

  // Versions other than v1 are skipped, so that senders may add one.
  const given = signatures.split(" ").filter(part => part.startsWith("v1,")).map(part => bytesOf(part.slice(3)));
  const bytes = body instanceof Uint8Array ? body : new Uint8Array(body);
  let matches = false;
  for (const key of keys) {
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(bytes).digest();
    for (const signature of given) {
      // Every pair is compared: the time taken must not tell which one matched.
      if (signature?.length === expected.length && timingSafeEqual(signature, expected)) matches = true;
    }
  }

  if (!matches) throw new WebhookVerificationError("signature_mismatch");
  return id;
}

/** @param {string} secret */
function keyOf(secret) {
  const key = bytesOf(secret.replace(/^whsec_/, ""));
  // The secret must not become part of a message that may be logged.
  if (!key?.length) throw new TypeError("A secret must be whsec_ followed by base64.");
  return key;
}

/** @param {string} text */
function bytesOf(text) {
  // Buffer.from skips what is not base64, so it is refused here.
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? Buffer.from(text, "base64") : undefined;
}

/**
 * @param {Headers | Record<string, string | string[] | undefined>} headers
 * @param {string} name In lower case.
 */
function headerOf(headers, name) {
  if (headers instanceof Headers) return headers.get(name);
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
