import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verifyWebhook, WebhookVerificationError } from "./verify-webhook.mjs";

const { now, vectors } = JSON.parse(readFileSync(new URL("../vectors.json", import.meta.url), "utf8"));
const [valid] = vectors;
const validBody = Buffer.from(valid.bodyBase64, "base64");
const atNow = { now: now * 1000 };

function outcomeOf(vector, headers = vector.headers) {
  try {
    const id = verifyWebhook(Buffer.from(vector.bodyBase64, "base64"), headers, vector.secrets, atNow);
    assert.ok(id);
    return "valid";
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.reason;
    throw error;
  }
}

for (const vector of vectors) {
  test(vector.name, () => assert.equal(outcomeOf(vector), vector.outcome));
}

test("headers of fetch", () => assert.equal(outcomeOf(valid, new Headers(valid.headers)), "valid"));

test("the id is returned", () => {
  assert.equal(verifyWebhook(validBody, valid.headers, valid.secrets, atNow), valid.headers["webhook-id"]);
});

test("one secret need not be in a list", () => {
  assert.ok(verifyWebhook(validBody, valid.headers, valid.secrets[0], atNow));
});

test("the time is now unless given", () => {
  assert.throws(() => verifyWebhook(validBody, valid.headers, valid.secrets), { reason: "timestamp_too_old" });
});

test("the tolerance can be changed", () => {
  const later = { now: (now + 400) * 1000, toleranceSeconds: 400 };
  assert.ok(verifyWebhook(validBody, valid.headers, valid.secrets, later));
});

test("a body that is not bytes is a mistake of the caller", () => {
  assert.throws(() => verifyWebhook(validBody.toString(), valid.headers, valid.secrets, atNow), TypeError);
  assert.throws(() => verifyWebhook(JSON.parse(validBody.toString()), valid.headers, valid.secrets, atNow), TypeError);
});

test("an ArrayBuffer is a body too", () => {
  assert.ok(verifyWebhook(new Uint8Array(validBody).buffer, valid.headers, valid.secrets, atNow));
});

test("secrets that cannot be keys are refused without being repeated", () => {
  for (const secrets of [[], [""], ["whsec_"], ["whsec_not!base64"], ["whsec_abc"]]) {
    assert.throws(
      () => verifyWebhook(validBody, valid.headers, secrets, atNow),
      error => error instanceof TypeError && !error.message.includes("not!base64"));
  }
});
