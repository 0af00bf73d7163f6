"""
An authentication plugin of one's own, in Python: the code in a letter that the municipality sent.

Whoever has the letter can open that letterbox, so this proves an address: assurance level "low".
It speaks the protocol, and has nothing of ours in it; see docs/plugin-authors/authentication.md.

    python letter.py letter.toml                           runs it
    python letter.py letter.toml issue "NAME" "ADDRESS"    makes a code for a letter

It keeps log-ins in memory and answers one request at a time. With more processes, put `started`
and `logins` into a database.
"""

import hashlib
import hmac
import json
import secrets
import sqlite3
import sys
import time
import tomllib
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import urlencode

import urllib3
from cachetools import TTLCache
from flask import Flask, abort, make_response, redirect, render_template, request
from joserfc.jwk import JWKRegistry
from make_result import make_result
from waitress import serve

FILE = Path(sys.argv[1])
CONFIG = tomllib.loads(FILE.read_text())
ADDRESS, CORE = CONFIG["address"], CONFIG["core"]
ATTRIBUTES = {"name", "address"}
LEVEL = "low"
MINUTES = 60


def first_key(name):
    """Of a JSON Web Key Set, which has the newest key first."""
    return JWKRegistry.import_key(json.loads((FILE.parent / name).read_text())["keys"][0])


SIGNING_KEY = first_key(CONFIG["signing_keys"])
SECRET = (FILE.parent / CONFIG["secret"]).read_text().strip().encode()
RECIPIENTS = {one["audience"]: first_key(one["keys"]) for one in CONFIG["recipients"]}

database = sqlite3.connect(FILE.parent / CONFIG["letters"], check_same_thread=False)
database.execute("CREATE TABLE IF NOT EXISTS letters (code PRIMARY KEY, name, address, until)")

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024
started = TTLCache(10_000, 15 * MINUTES)
logins = TTLCache(10_000, 15 * MINUTES)


# region start
@app.post("/start_authentication")
def start_authentication():
    """The core asks for a log-in. Nothing happens yet: the answer is where the resident can begin."""
    start = request.get_json()
    if not is_good(start):
        abort(400)
    # Whoever starts learns this address, so it must be good for nothing but beginning (T5b).
    name = secrets.token_urlsafe(16)
    started[name] = start
    return {"client_url": f"{ADDRESS}/begin/{name}"}


TEXTS = ("continuation", "attr_url", "purpose", "auth_method", "acr", "binding", "audience")


def is_good(start):
    if not isinstance(start, dict) or not is_list_of_text(start.get("attributes")):
        return False
    # Members that we do not know are none of our business.
    if not all(isinstance(start.get(name), str | None) for name in TEXTS):
        return False
    recipient, attr_url = recipient_of(start), start.get("attr_url")
    return (
        set(start["attributes"]) <= ATTRIBUTES
        and recipient in RECIPIENTS
        # People and results go to addresses that we know, and to no others (T5, T18).
        and is_below(CORE, start.get("continuation"))
        and (attr_url is None or is_below(recipient, attr_url))
    )


def is_list_of_text(value):
    return isinstance(value, list) and value != [] and all(isinstance(one, str) for one in value)


def recipient_of(start):
    """Whom the result is for. A published core does not say, and gives no binding: then the first."""
    return start.get("audience") if start.get("binding") else next(iter(RECIPIENTS))


def is_below(address, url):
    return bool(url) and url.startswith(f"{address}/") and url.isascii() and url.isprintable()


# endregion


# region begin
@app.get("/begin/<name>")
def begin(name):
    """The resident's browser: each that comes here gets a log-in of its own, known by a cookie."""
    start = started.get(name) or abort(410)
    key = secrets.token_urlsafe(32)
    logins[key] = {"start": start, "tries": 5}
    # Nothing is delivered yet, not even that a letter is not enough: a preview of a link comes here too.
    page = make_response(render_template("letter.html", too_low=is_too_low(start)))
    page.set_cookie(
        cookie(name), key, max_age=15 * MINUTES, secure=True, httponly=True, samesite="Lax"
    )
    return page


@app.post("/begin/<name>")
def answer(name):
    """The code that they typed. It is used up only when the result has arrived."""
    key = request.cookies.get(cookie(name), "")
    login = logins.get(key) or abort(403)
    if "stop" in request.form:
        del logins[key]
        error = "too_low" if is_too_low(login["start"]) else "cancelled"
        return finish(login["start"], error=error)
    if is_too_low(login["start"]):
        abort(403)
    with database:
        letter = database.execute(
            "DELETE FROM letters WHERE code = ? AND until > ? RETURNING name, address",
            (code_hash(request.form.get("code", "")), time.time()),
        ).fetchone()
        if letter:
            del logins[key]
            attributes = dict(zip(("name", "address"), letter, strict=True))
            return finish(login["start"], attributes)
    login["tries"] -= 1
    if login["tries"] > 0:
        return render_template("letter.html", wrong=True), 422
    del logins[key]
    return finish(login["start"], error="failed")


def is_too_low(start):
    return start.get("acr") in ("substantial", "high")


def cookie(name):
    return f"__Host-letter-{name[:8]}"


# endregion


# region finish
def finish(start, attributes=None, error=None):
    """A result for the communication plugin, whatever came of it, and the browser back to the core."""
    claims = {"status": "failed" if error else "success"}
    if attributes:
        claims["attributes"] = {tag: attributes[tag] for tag in start["attributes"]}
        claims |= {"acr": LEVEL, "auth_time": int(time.time())}
    query = {"error": error} if error else {}
    if start.get("binding"):
        # The browser that logged in gets the receipt, the communication plugin its hash (T1, T2).
        query["receipt"] = secrets.token_urlsafe(16)
        claims |= {name: start.get(name) for name in ("binding", "purpose", "auth_method")}
        claims |= {"iss": ADDRESS, "aud": start["audience"]}
        claims["receipt_hash"] = base64url(hashlib.sha256(query["receipt"].encode()).digest())
    recipient_key = RECIPIENTS[recipient_of(start)]
    token = make_result(claims, SIGNING_KEY, recipient_key, CONFIG["dialect"])
    if not start.get("attr_url"):
        query["result"] = token
    elif not is_posted(start["attr_url"], token):
        # Nobody goes on as if it had arrived. The code in the letter works again.
        database.rollback()
        query["error"] = error or "unavailable"
    url = start["continuation"]
    return redirect(f"{url}{'&' if '?' in url else '?'}{urlencode(query)}", 303)


def is_posted(url, token):
    headers = {"content-type": "application/jwt"}
    try:
        answer = urllib3.request(
            "POST", url, body=token, headers=headers, timeout=5, redirect=False, retries=False
        )
        return answer.status == 200
    except urllib3.exceptions.HTTPError:
        return False


# endregion


def base64url(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


# 12 characters out of 32, none of which looks like another: 60 bits, which nobody guesses.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def code_hash(code):
    """What is kept of a code. A copy of the table opens no log-in."""
    letters = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hmac.new(SECRET, letters.encode(), hashlib.sha256).hexdigest()


def issue(name, address):
    """For the service that prints the letters."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(12))
    until = time.time() + 30 * 24 * 60 * MINUTES
    with database:
        database.execute(
            "INSERT INTO letters VALUES (?, ?, ?, ?)", (code_hash(code), name, address, until)
        )
    return "-".join((code[:4], code[4:8], code[8:]))


@app.after_request
def keep_private(response):
    response.headers |= {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    }
    return response


@app.errorhandler(403)
@app.errorhandler(410)
def start_again(error):
    return render_template("start-again.html"), error.code


if sys.argv[2:3] == ["issue"]:
    print(issue(*sys.argv[3:5]))
else:
    print(f"The letter plugin listens: {ADDRESS}", flush=True)
    host, port = CONFIG["listen"].split(":")
    serve(app, host=host, port=int(port), threads=1, ident=None, max_request_body_size=8 * 1024)
