#!/usr/bin/env python3
"""Fills a release that has just been started on an empty database, and writes down what it then answers.

    python3 fill.py ADDRESS ADMIN-KEY ANSWERS.json

OldDatabaseTests knows the names used here; CONTRIBUTING.md says when and how to run it.
"""
import base64, hashlib, hmac, http.server, json, sys, threading, time, urllib.error, urllib.request

ADDRESS, ADMIN, ANSWERS = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
RECEIVER = "http://127.0.0.1:18099"
TENANT = "/manage/tenants/acme"
SHOP = TENANT + "/projects/shop"
PASSWORD = "a password of the tests, 1 of 2"


class Receiver(http.server.BaseHTTPRequestHandler):
    """The last part of the path says what happens; an agent is answered with a reply."""

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        status = {"missing": 404, "later": 503}.get(self.path.rsplit("/", 1)[-1], 200)
        body = json.dumps({"content": "The agent's reply."}).encode() if self.path == "/run" else b"noted"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def send(method, path, body=None, key=ADMIN, headers=None):
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(ADDRESS + path, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
    if key:
        request.add_header("Authorization", "Bearer " + key)
    try:
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
    except urllib.error.HTTPError as refused:
        raise SystemExit(f"{method} {path}: {refused.code} {refused.read().decode()}")
    return json.loads(text) if text else None


def make(path, body, **more):
    return send("POST", path, body, **more)["data"]


def signed(secret, body):
    """The headers of Standard Webhooks."""
    id, at = "msg_old", str(int(time.time()))
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), f"{id}.{at}.".encode() + body, hashlib.sha256)
    return {"webhook-id": id, "webhook-timestamp": at, "webhook-signature": "v1," + base64.b64encode(mac.digest()).decode()}


def make_people():
    invited = make(TENANT + "/members", {"email": "ada@example.com", "role": "admin"})
    session = make("/auth/accept-invitation", {"token": invited["token"], "password": PASSWORD, "name": "Ada", "withToken": True}, key=None)
    waiting = make(TENANT + "/members", {"email": "bob@example.com", "role": "member"})
    member = make(TENANT + "/members", {"email": "cid@example.com", "role": "member"})
    cid = make("/auth/accept-invitation", {"token": member["token"], "password": PASSWORD, "name": "Cid", "withToken": True}, key=None)
    send("PUT", f"{SHOP}/members/{cid['user']['id']}", {"role": "editor"})
    return {"email": "ada@example.com", "password": PASSWORD, "session": session["token"], "invitation": waiting["token"]}


def make_keys():
    keys = {}
    for role in ("viewer", "editor", "publisher", "admin"):
        keys[role] = make(TENANT + "/api-keys", {"name": role.capitalize(), "role": role, "projectId": "shop"})["key"]
    keys["tenantAdmin"] = make(TENANT + "/api-keys", {"name": "Tenant", "role": "admin"})["key"]
    return keys


def make_destinations():
    # Release 0.1.0 was given the name or the waits alone as retryPolicy.
    every = ["event.created", "conversation.created", "conversation.updated", "feedback.created"]
    for id, more in {
        "works": {"description": "Takes everything.", "headers": {"X-Team": "shipping", "X-Token": "a secret of the tests"}},
        "missing": {"retryPolicy": {"name": "custom", "waitSeconds": [1]}, "eventTypes": ["event.created"]},
        "later": {"retryPolicy": {"name": "custom", "waitSeconds": [300, 3600]}, "eventTypes": ["event.created"]},
        "paused": {"enabled": False, "eventTypes": ["event.created"]},
        "scoped": {"agentIds": ["sales"], "eventTypes": every[1:3], "retryPolicy": {"name": "persistent"}, "maxPerSecond": 5,
                   "timeoutSeconds": 10},
    }.items():
        make(SHOP + "/webhook-destinations", {"id": id, "name": id.capitalize(), "url": f"{RECEIVER}/{id}", "eventTypes": every, **more})
    send("POST", SHOP + "/webhook-destinations/scoped/secret/rotate", {"overlapHours": 24})


def make_triggers():
    """The secrets by trigger."""
    triggers = SHOP + "/agents/sales/triggers"
    for id, more in {
        "generated": {"messageTemplate": "{{name}} signed.", "description": "Signed with a generated secret."},
        "github": {"signatureVerification": {"preset": "github", "secret": "a secret of github"}},
        "slack": {"signatureVerification": {"preset": "slack", "secret": "a secret of slack"}},
        "stripe": {"signatureVerification": {"preset": "stripe", "secret": "whsec_stripe", "toleranceSeconds": 600}},
        "zendesk": {"signatureVerification": {"preset": "zendesk", "secret": "a secret of zendesk"}},
        "custom": {"signatureVerification": {"secret": "a secret of ours", "custom": {
            "algorithm": "sha512", "encoding": "hex", "header": "X-Signature", "prefix": "v=", "components": [{"source": "body"}]}}},
        "headers": {"authentication": {"headers": [{"name": "X-Key", "value": "a long value of the tests"}]}, "rateLimitPerMinute": 60},
        "open": {"authentication": {"open": True}, "bodyLimitBytes": 2048, "inputSchema": {"type": "object", "required": ["name"]}},
        "off": {"authentication": {"open": True}, "enabled": False},
    }.items():
        make(triggers, {"id": id, "name": id.capitalize(), **more})
    invoke = "/run/tenants/acme/projects/shop/agents/sales/triggers/"
    body = json.dumps({"name": "Ada"}).encode()
    secret = send("GET", triggers + "/generated/secret")["data"]["secret"]
    send("POST", invoke + "generated", body, key=None, headers=signed(secret, body))
    send("POST", invoke + "open", body, key=None)
    send("POST", invoke + "headers", body, key=None, headers={"X-Key": "a long value of the tests"})


def publish(key):
    conversation = {"id": "conv_old", "agentId": "sales", "title": "Forty seats", "properties": {"seats": 40},
                    "userProperties": {"plan": "free"}, "messages": [{"role": "user", "content": "What do 40 seats cost?"}]}
    make("/run/v1/conversations", conversation, key=key)
    message = {"id": "msg_reply", "role": "assistant", "content": "7,680 euros a year: “net”."}
    make("/run/v1/conversations/conv_old/messages", message, key=key, headers={"Idempotency-Key": "old-message"})
    make("/run/v1/feedback", {"conversationId": "conv_old", "messageId": "msg_reply", "type": "positive", "details": "Quick."}, key=key)
    for number in (1, 2):
        event = {"id": f"evt_old_{number}", "type": "order.shipped", "properties": {"order": number, "price": 1.50, "text": "Grüße\n"}}
        make("/run/v1/events", event, key=key, headers={"Idempotency-Key": f"old-event-{number}"})


def wait_until_settled():
    for _ in range(240):
        deliveries = send("GET", SHOP + "/deliveries?limit=100")["data"]
        invocations = send("GET", SHOP + "/agents/sales/triggers/generated/invocations")["data"]
        unsettled = [delivery for delivery in deliveries if delivery["state"] in ("pending", "delivering")
                     or (delivery["destinationId"], delivery["state"]) == ("missing", "retrying")]
        if not unsettled and all(run["status"] == "success" for run in invocations):
            return
        time.sleep(0.5)
    raise SystemExit(f"Still on the way: {unsettled} {invocations}")


def read_answers():
    """What each path answers to the first admin key. Reading a secret makes an audit record: those are asked for up to the beginning."""
    answers, started = {}, time.gmtime()

    def read(path):
        answers[path] = send("GET", path)
        data = answers[path]["data"]
        return [item.get("id") for item in data] if isinstance(data, list) else []

    for path in ("/manage/tenants", TENANT, TENANT + "/projects", TENANT + "/api-keys", TENANT + "/members", TENANT + "/invitations", SHOP,
                 SHOP + "/members", SHOP + "/agents/sales/secret"):
        read(path)
    for kind in ("agents", "webhook-destinations", "conversations", "events", "deliveries"):
        for id in read(f"{SHOP}/{kind}?limit=50"):
            read(f"{SHOP}/{kind}/{id}")
            if kind == "webhook-destinations":
                read(f"{SHOP}/{kind}/{id}/secret")
            if kind == "conversations":
                read(f"{SHOP}/{kind}/{id}/messages")
    triggers = SHOP + "/agents/sales/triggers"
    for id in read(triggers + "?limit=50"):
        read(f"{triggers}/{id}")
        read(f"{triggers}/{id}/secret")
        for run in read(f"{triggers}/{id}/invocations"):
            read(f"{triggers}/{id}/invocations/{run}")
    for operation in read(SHOP + "/operations"):
        read(f"{SHOP}/operations/{operation}")
    read(TENANT + "/audit?limit=100&to=" + time.strftime("%Y-%m-%dT%H:%M:%SZ", started))
    return answers


server = http.server.ThreadingHTTPServer(("127.0.0.1", 18099), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
make("/manage/tenants", {"id": "acme", "name": "Acme"})
for project in ("shop", "lab"):
    make(TENANT + "/projects", {"id": project, "name": project.capitalize()})
keys, people = make_keys(), make_people()
for agent, url in (("sales", RECEIVER + "/run"), ("support", None)):
    make(SHOP + "/agents", {"id": agent, "name": agent.capitalize(), **({"runUrl": url} if url else {})})
make_destinations()
make_triggers()
publish(keys["publisher"])
wait_until_settled()
send("POST", SHOP + "/deliveries/resend", {"filter": {"state": "delivered", "destinationId": "works"}})
time.sleep(3)
wait_until_settled()
with open(ANSWERS, "w", encoding="utf-8") as file:
    lines = ",\n".join(f"{json.dumps(path)}: {json.dumps(answer, ensure_ascii=False)}" for path, answer in read_answers().items())
    known = f'{{"keys": {json.dumps(keys)},\n"people": {json.dumps(people)},\n"answers": {{\n{lines}\n}}}}\n'
    file.write(known.replace(ADDRESS, "{address}"))
