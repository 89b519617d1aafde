import base64
import json
import unittest
from pathlib import Path

from verify_webhook import WebhookVerificationError, verify_webhook

FILE = json.loads((Path(__file__).parent.parent / "vectors.json").read_text("utf-8"))
NOW = FILE["now"]
VALID = FILE["vectors"][0]
VALID_BODY = base64.b64decode(VALID["bodyBase64"])


def outcome_of(vector):
    try:
        verify_webhook(base64.b64decode(vector["bodyBase64"]), vector["headers"], vector["secrets"], now=NOW)
        return "valid"
    except WebhookVerificationError as error:
        return error.reason


class VerifyWebhookTests(unittest.TestCase):
    def test_every_vector_has_its_outcome(self):
        for vector in FILE["vectors"]:
            with self.subTest(vector["name"]):
                self.assertEqual(vector["outcome"], outcome_of(vector))

    def test_the_id_is_returned(self):
        self.assertEqual(VALID["headers"]["webhook-id"], verify_webhook(VALID_BODY, VALID["headers"], VALID["secrets"], now=NOW))

    def test_one_secret_need_not_be_in_a_list(self):
        self.assertTrue(verify_webhook(VALID_BODY, VALID["headers"], VALID["secrets"][0], now=NOW))

    def test_the_time_is_now_unless_given(self):
        with self.assertRaises(WebhookVerificationError) as caught:
            verify_webhook(VALID_BODY, VALID["headers"], VALID["secrets"])
        self.assertEqual("timestamp_too_old", caught.exception.reason)

    def test_the_tolerance_can_be_changed(self):
        self.assertTrue(verify_webhook(VALID_BODY, VALID["headers"], VALID["secrets"], now=NOW + 400, tolerance_seconds=400))

    def test_a_body_that_is_not_bytes_is_a_mistake_of_the_caller(self):
        for body in (VALID_BODY.decode(), json.loads(VALID_BODY)):
            with self.assertRaises(TypeError):
                verify_webhook(body, VALID["headers"], VALID["secrets"], now=NOW)

    def test_secrets_that_cannot_be_keys_are_refused_without_being_repeated(self):
        for secrets in ([], [""], ["whsec_"], ["whsec_not!base64"], ["whsec_abc"]):
            with self.subTest(secrets), self.assertRaises(ValueError) as caught:
                verify_webhook(VALID_BODY, VALID["headers"], secrets, now=NOW)
            self.assertNotIn("not!base64", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
