"""
A communication plugin of one's own, in Python: the telephone exchange that a municipality has.

The resident gets a number and a code; the software of the exchange asks with that code whose call
it is. It speaks the protocol, and has nothing of ours in it; see docs/plugin-authors/communication.md.

    python exchange.py exchange.toml

It keeps conversations in memory, where nothing is left of them after the end, and answers one
request at a time. With more processes, put `conversations` into a database, and the results into it
as they came, encrypted.
"""

import hmac
import json
import secrets
import sys
import threading
import time
import tomllib
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import urllib3
from cachetools import TTLCache
from flask import Flask, abort, make_response, redirect, render_template, request
from joserfc.jwk import KeySet
from open_result import Refused, open_handover, open_result
from waitress import serve

FILE = Path(sys.argv[1])
CONFIG = tomllib.loads(FILE.read_text())
ADDRESS, CORE = CONFIG["address"], CONFIG["core"]
# How somebody showed who they are: for the person who picks up.
PROOF = ("auth_method", "acr", "auth_time", "cross_device")
MINUTES = 60


def keys_in(name):
    return KeySet.import_key_set(json.loads((FILE.parent / name).read_text())).keys


DECRYPTION_KEYS = keys_in(CONFIG["decryption_keys"])
CORE_KEYS = keys_in(CONFIG["core_keys"])
EXCHANGE_KEY = (FILE.parent / CONFIG["exchange_key"]).read_text().strip()
PURPOSES = {one["tag"]: one["attributes"] for one in CONFIG["purposes"]}
# Each plugin has keys of its own, and may say what is listed here, nothing else.
METHODS = {one["tag"]: one | {"keys": keys_in(one["keys"])} for one in CONFIG["auth_methods"]}

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
messenger = ThreadPoolExecutor(2)
conversations = {}
# Names of results that were used, for longer than one counts.
used = TTLCache(100_000, 15 * MINUTES)
wrong_codes = TTLCache(1_000, 10 * MINUTES)


# region start
@app.post("/start_communication")
def start_communication():
    """A place for a conversation, without a number or a code: whoever starts is not yet anybody."""
    start = request.get_json()
    if not isinstance(start, dict) or not all(isinstance(one, str) for one in start.values()):
        abort(400)
    purpose, method = start.get("purpose"), start.get("auth_method")
    # A result that comes along at the start (`auth_result`) is tied to nobody, so we take none (T3).
    if purpose not in PURPOSES or method not in METHODS or "auth_result" in start:
        abort(400)
    if len(conversations) >= 10_000:
        abort(503)
    ref, capability, binding = (secrets.token_urlsafe(16) for _ in range(3))
    conversations[ref] = {
        "purpose": purpose,
        "auth_method": method,
        "comm_method": start.get("comm_method"),
        "capability": capability,
        "binding": binding,
        "until": time.time() + 15 * MINUTES,
    }
    return {
        "client_url": f"{ADDRESS}/conversation/{ref}",
        "attr_url": f"{ADDRESS}/result/{capability}",
        "binding": binding,
        "audience": ADDRESS,
    }


# endregion


# region result
@app.post("/result/<capability>")
def take_result(capability):
    """What the authentication plugin says, posted by it."""
    _, conversation = waiting_for(capability)
    if request.mimetype != "application/jwt":
        abort(415)
    # With the keys of the plugin that was chosen, and no others (T6).
    method = METHODS[conversation["auth_method"]]
    try:
        token = request.get_data(as_text=True)
        result = open_result(token, DECRYPTION_KEYS, method["keys"], method["issuer"], ADDRESS)
    except Refused:
        abort(400)
    # Made for this conversation, and never used before (T3).
    wanted = {"binding": conversation["binding"], "auth_method": conversation["auth_method"]}
    wanted["purpose"] = conversation["purpose"]
    is_ours = all(result.get(name) == value for name, value in wanted.items())
    if not is_ours or not result.get("jti") or result["jti"] in used:
        abort(400)
    # The first one counts (T4).
    if "result" not in conversation:
        used[result["jti"]] = True
        conversation["result"] = result
    return "ok"


@app.delete("/result/<capability>")
def withdraw(capability):
    """The core says that nobody will come."""
    ref, conversation = waiting_for(capability)
    if "code" not in conversation:
        end(ref)
    return "", 204


def waiting_for(capability):
    for ref, conversation in list(conversations.items()):
        if same(conversation["capability"], capability):
            return ref, conversation
    abort(404)


# endregion


# region arrive
@app.get("/conversation/<ref>")
def conversation_page(ref):
    """The resident's browser: at first with the core's handover, after that with a cookie of ours."""
    conversation = conversations.get(ref) or abort(410)
    if "handover" in request.args:
        return arrive(ref, conversation, request.args["handover"])
    if not is_own(ref, conversation):
        abort(403)
    return render_template(
        "conversation.html", ref=ref, number=CONFIG["number"], code=conversation["code"]
    )


def arrive(ref, conversation, handover):
    """The right browser is back, with a result that we accepted: only now is there a code (T1)."""
    try:
        word = open_handover(handover, CORE_KEYS, CORE, ADDRESS)
    except Refused:
        abort(403)
    wanted = {name: conversation[name] for name in ("purpose", "auth_method", "comm_method")}
    wanted["sub"] = f"{ADDRESS}/conversation/{ref}"
    is_ours = all(word.get(name) == value for name, value in wanted.items())
    # Once: a browser that comes back has a cookie of ours (T2).
    if not is_ours or "code" in conversation:
        abort(403)
    if "result" not in conversation:
        # Posted a moment before the browser was sent here; if it is late, the page asks again.
        return render_template("wait.html"), 409, {"refresh": "2"}
    result = conversation["result"]
    if result["status"] != "success" or not is_receipt(word.get("receipt"), result):
        end(ref)
        abort(403)
    conversation["code"] = new_code()
    conversation["cookie"] = secrets.token_urlsafe(32)
    conversation["until"] = time.time() + 10 * MINUTES
    # To an address with nothing in it: the handover must not stay in the history (T14).
    answer = make_response(redirect(f"{ADDRESS}/conversation/{ref}", 303))
    answer.set_cookie(
        cookie(ref), conversation["cookie"], secure=True, httponly=True, samesite="Lax"
    )
    return answer


def is_receipt(receipt, result):
    digest = urlsafe_b64encode(sha256((receipt or "").encode()).digest()).rstrip(b"=").decode()
    return same(digest, result.get("receipt_hash", ""))


def new_code():
    taken = {one.get("code") for one in list(conversations.values())}
    while (code := f"{secrets.randbelow(10**9):09}") in taken:
        pass
    return code


@app.post("/conversation/<ref>/stop")
def stop(ref):
    if not is_own(ref, conversations.get(ref) or abort(410)):
        abort(403)
    end(ref)
    abort(410)


def is_own(ref, conversation):
    return same(conversation.get("cookie"), request.cookies.get(cookie(ref)))


def cookie(ref):
    return f"__Host-exchange-{ref[:8]}"


# endregion


# region agent
@app.post("/calls")
def pick_up():
    """The exchange: a caller keyed in this code. Who is it? Over the budget, nobody (T19)."""
    demand_exchange()
    if len(wrong_codes) >= 30:
        abort(429)
    ref, conversation = called_with(request.form["code"])
    conversation["code"] = None
    conversation["until"] = time.time() + 240 * MINUTES
    tell(conversation, "user_active")
    result, method = conversation["result"], METHODS[conversation["auth_method"]]
    # What the purpose asks and the plugin may say, and no more (T6).
    may_see = set(PURPOSES[conversation["purpose"]]) & set(method["attributes"])
    attributes = {tag: value for tag, value in result["attributes"].items() if tag in may_see}
    proof = {name: result.get(name) for name in PROOF}
    return {"id": ref, "purpose": conversation["purpose"], "attributes": attributes, **proof}


def called_with(code):
    for ref, conversation in list(conversations.items()):
        if same(conversation.get("code"), code):
            return ref, conversation
    wrong_codes[secrets.token_urlsafe(8)] = True
    abort(404)


@app.delete("/calls/<ref>")
def hang_up(ref):
    demand_exchange()
    end(ref)
    return "", 204


def demand_exchange():
    if not same(request.headers.get("authorization"), f"Bearer {EXCHANGE_KEY}"):
        abort(401)


# endregion


# region end
def end(ref):
    """Nothing stays, and whoever keeps the log-in is told that it is over (T24, T27)."""
    conversation = conversations.pop(ref, None)
    if conversation:
        tell(conversation, "logout")


def tell(conversation, what):
    result, method = conversation.get("result", {}), METHODS[conversation["auth_method"]]
    url = result.get("session_url")
    # An address of the plugin that signed it, and of nobody else (T18).
    if url and url.startswith(f"{method['issuer']}/"):
        # Nobody who calls or hangs up waits for that.
        messenger.submit(post, f"{url}{'&' if '?' in url else '?'}type={what}")


def post(url):
    try:
        urllib3.request("POST", url, timeout=5, redirect=False, retries=3)
    except urllib3.exceptions.HTTPError:
        app.logger.error("session_update_failed")


def sweep():
    """The clock that ends what nobody ends."""
    while True:
        time.sleep(2)
        for ref, conversation in list(conversations.items()):
            if conversation["until"] < time.time():
                end(ref)


# endregion


def same(one, other):
    """Compares secrets without telling by the time it takes how much of one was right."""
    return bool(one and other) and hmac.compare_digest(one.encode(), other.encode())


@app.before_request
def only_visits():
    """What only looks at a link, as previews do, must not take a step that is meant for people."""
    if request.method == "HEAD" or "prefetch" in request.headers.get("sec-purpose", ""):
        abort(405)


@app.errorhandler(403)
@app.errorhandler(410)
def over(error):
    return render_template("over.html", again=error.code == 403), error.code


@app.after_request
def keep_private(response):
    response.headers |= {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    }
    return response


threading.Thread(target=sweep, daemon=True).start()
print(f"The exchange plugin listens: {ADDRESS}", flush=True)
host, port = CONFIG["listen"].split(":")
serve(app, host=host, port=int(port), threads=1, ident=None, max_request_body_size=64 * 1024)
