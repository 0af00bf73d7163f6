"""Makes and opens results with the code of the example plugins: a line of JSON in, a line out."""

import json
import sys
from pathlib import Path

from joserfc.jwk import JWKRegistry, KeySet

plugins = Path(__file__).parents[2] / "examples" / "plugins"
sys.path += [str(plugins / "http-auth"), str(plugins / "http-comm")]

from make_result import make_result  # noqa: E402
from open_result import Refused, open_result  # noqa: E402


def answer(do, **asked):
    if do == "make":
        keys = [JWKRegistry.import_key(asked[name]) for name in ("signing", "encryption")]
        return {"token": make_result(asked["claims"], *keys, asked["dialect"])}
    decryption, verification = (
        KeySet.import_key_set({"keys": keys}).keys for keys in asked["keys"]
    )
    parties = asked.get("issuer"), asked.get("audience")
    try:
        return {"claims": open_result(asked["token"], decryption, verification, *parties)}
    except Refused:
        return {"refused": True}


for line in sys.stdin:
    print(json.dumps(answer(**json.loads(line))), flush=True)
