"""Opens what others sign: the result of a log-in, and the core's word for the browser that comes back."""

import json
import re
import time
from base64 import urlsafe_b64decode

from joserfc import jwe, jws

# One algorithm for each kind of key, and never the one that a token asks for.
SIGNING = {"EC": "ES256", "RSA": "RS256"}
ENCRYPTION = {"EC": "ECDH-ES", "RSA": "RSA-OAEP"}
CONTENT = "A128CBC-HS256"
# No key from a header, no address of one, nothing compressed: nothing that is not here.
HEADERS = {"typ", "cty", "alg", "enc", "kid", "epk"}

SUBJECTS = {"id-contact-attributes", "verder-helpen-attributes"}
STATUSES = {"succes": "success", "success": "success", "failed": "failed"}
TEXTS = ("jti", "binding", "purpose", "auth_method", "acr", "receipt_hash", "session_url")
# Seconds that two clocks may be apart.
SKEW = 60


class Refused(Exception):
    """Always without words: whoever sends forged tokens must not learn how far they came."""


# region open
def open_result(token, decryption_keys, verification_keys, issuer=None, audience=None):
    """What a result says that is for us, and of the plugin whose keys and address these are."""
    try:
        header, key = header_and_key(token, 5, decryption_keys)
        algorithms = [ENCRYPTION[key.key_type], CONTENT]
        if [header["typ"], header["cty"]] != ["JWT", "JWT"]:
            raise Refused
        content = jwe.decrypt_compact(token, key, algorithms=algorithms).plaintext
        claims = verified(json.loads(content)["njwt"], verification_keys, "JWT", longest=600)
        # `typ` is the same for every kind of published token, so `sub` tells them apart.
        if claims["sub"] not in SUBJECTS:
            raise Refused
        if (issuer and claims["iss"] != issuer) or (audience and claims["aud"] != audience):
            raise Refused
        texts = [claims.get(name, "") for name in TEXTS] + [*claims.get("attributes", {}).values()]
        if not all(isinstance(text, str) for text in texts):
            raise Refused
        return claims | {"status": STATUSES[claims["status"]]}
    except Exception as error:
        raise Refused from error


def open_handover(token, keys, issuer, audience):
    """The core says: this browser is the one that started, and here is what the log-in gave it."""
    try:
        claims = verified(token, keys, "handover+jwt", longest=60)
        if claims["iss"] != issuer or claims["aud"] != audience:
            raise Refused
        return claims
    except Exception as error:
        raise Refused from error


def verified(token, keys, kind, longest):
    header, key = header_and_key(token, 3, keys)
    if header["typ"] != kind:
        raise Refused
    content = jws.deserialize_compact(token, key, algorithms=[SIGNING[key.key_type]]).payload
    claims = json.loads(content)
    now, issued, expires = time.time(), claims["iat"], claims["exp"]
    begins = max(issued, claims.get("nbf", issued))
    if not (begins - SKEW <= now < expires + SKEW and 0 < expires - issued <= longest):
        raise Refused
    return claims


def header_and_key(token, segments, keys):
    """The key is chosen among ours, by its name; tokens of published software name none."""
    if token.count(".") != segments - 1 or not re.fullmatch(r"[A-Za-z0-9_.-]+", token):
        raise Refused
    header = json.loads(urlsafe_b64decode(token.split(".")[0] + "=="))
    if set(header) - HEADERS:
        raise Refused
    if "kid" in header:
        return header, next(key for key in keys if key.kid == header["kid"])
    [key] = keys
    return header, key


# endregion
