"""Makes the result of a log-in: signed by this plugin, then encrypted for one communication plugin."""

import json
import secrets
import time

from joserfc import jwe, jws

# One algorithm for each kind of key. Peers accept these and no others.
SIGNING = {"EC": "ES256", "RSA": "RS256"}
ENCRYPTION = {"EC": "ECDH-ES", "RSA": "RSA-OAEP"}
CONTENT = "A128CBC-HS256"

# What a result is called, and how success is spelled, in the two generations of the protocol.
DIALECTS = {
    "id-contact": ("id-contact-attributes", "succes"),
    "verder-helpen": ("verder-helpen-attributes", "success"),
}


# region make
def make_result(claims, signing_key, encryption_key, dialect="id-contact"):
    """`claims` says what happened; what every result has is added here."""
    subject, success = DIALECTS[dialect]
    now = int(time.time())
    claims = {name: value for name, value in claims.items() if value is not None}
    claims |= {"sub": subject, "iat": now, "exp": now + 300}
    if claims["status"] == "success":
        claims["status"] = success
    if "binding" in claims:
        claims |= {"jti": secrets.token_urlsafe(16), "nbf": now}

    header = header_for(signing_key, SIGNING)
    signed = jws.serialize_compact(header, json.dumps(claims), signing_key, [header["alg"]])
    header = header_for(encryption_key, ENCRYPTION) | {"cty": "JWT", "enc": CONTENT}
    content = json.dumps({"njwt": signed})
    return jwe.encrypt_compact(header, content, encryption_key, [header["alg"], CONTENT])


def header_for(key, algorithms):
    header = {"typ": "JWT", "alg": algorithms[key.key_type]}
    return header | {"kid": key.kid} if key.kid else header


# endregion
