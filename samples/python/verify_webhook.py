"""Verifies webhooks signed as in Standard Webhooks 1.0.0. Copy this file into your project; it needs nothing but the standard library."""

import base64
import hashlib
import hmac
import re
import time
from typing import List, Mapping, Optional, Sequence, Union


class WebhookVerificationError(Exception):
    """The request is not to be trusted. Answer it with 401.

    reason: header_missing, timestamp_malformed, timestamp_too_old, timestamp_too_new or signature_mismatch.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"The webhook is not to be trusted: {reason}.")
        self.reason = reason


def verify_webhook(
    body: bytes,
    headers: Mapping[str, str],
    secrets: Union[str, Sequence[str]],
    *,
    tolerance_seconds: int = 300,
    now: Optional[float] = None,
) -> str:
    """Raises WebhookVerificationError unless one of the secrets has signed the request within the last five minutes.

    body: the exact bytes of the body; parsed and written again they would differ.
    headers: all headers of the request.
    secrets: the signing secret (whsec_…), or several while secrets are rotated.
    Returns the webhook-id. It stays the same when a delivery is repeated: handle each one once.
    """
    keys = [_key_of(secret) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    if not keys:
        raise ValueError("At least one secret is needed.")
    if not isinstance(body, (bytes, bytearray, memoryview)):
        raise TypeError("The body must be the raw bytes of the request.")

    values = {name.lower(): value for name, value in headers.items()}
    id, timestamp, signatures = (values.get(f"webhook-{name}") for name in ("id", "timestamp", "signature"))
    if not id or not timestamp or not signatures:
        raise WebhookVerificationError("header_missing")

    # An old timestamp is a recorded request that is sent again.
    if not re.fullmatch("[0-9]{1,15}", timestamp):
        raise WebhookVerificationError("timestamp_malformed")
    age = int(time.time() if now is None else now) - int(timestamp)
    if age > tolerance_seconds:
        raise WebhookVerificationError("timestamp_too_old")
    if age < -tolerance_seconds:
        raise WebhookVerificationError("timestamp_too_new")

    # Versions other than v1 are skipped, so that senders may add one.
    given: List[Optional[bytes]] = [_bytes_of(part[3:]) for part in signatures.split(" ") if part.startswith("v1,")]
    matches = False
    for key in keys:
        signed = f"{id}.{timestamp}.".encode("utf-8", "replace") + body
        expected = hmac.new(key, signed, hashlib.sha256).digest()
        for signature in given:
            # Every pair is compared: the time taken must not tell which one matched.
            matches |= signature is not None and hmac.compare_digest(signature, expected)

    if not matches:
        raise WebhookVerificationError("signature_mismatch")
    return id


def _key_of(secret: str) -> bytes:
    key = _bytes_of(secret[len("whsec_"):] if secret.startswith("whsec_") else secret)
    if not key:
        # The secret must not become part of a message that may be logged.
        raise ValueError("A secret must be whsec_ followed by base64.")
    return key


def _bytes_of(text: str) -> Optional[bytes]:
    # b64decode alone skips some of what is not base64.
    strict = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
    return base64.b64decode(text) if re.fullmatch(strict, text) else None
