"""A small OpenID Connect provider that lets one account in without asking, for the tests of the login."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, ACCOUNT = "askcorpus-test", "staff-7"


@contextmanager
def provider() -> Iterator[str]:
    """The provider on a free port; yields its address."""
    server = ThreadingHTTPServer(("localhost", 0), _Provider)
    server.key = RSAKey.generate_key(2048, parameters={"kid": "1", "use": "sig"})  # type: ignore[attr-defined]
    server.nonces = {}  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


def secrets(folder: Path, callback: str, home: str) -> Path:
    """The file that `--login` takes, for a front end that is called back at `callback` by the provider at `home`."""
    path = folder / "login.toml"
    path.write_text(
        f'[auth]\nredirect_uri = "{callback}"\ncookie_secret = "{"s" * 40}"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "secret"\n'
        f'server_metadata_url = "{home}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    return path


class _Provider(BaseHTTPRequestHandler):
    """Discovery, authorisation, token, keys."""

    server: Any

    def do_GET(self) -> None:
        """Discovery and keys as JSON; who asks to log in is sent back with a code."""
        parts, home = urlsplit(self.path), f"http://localhost:{self.server.server_port}"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._send({"issuer": home, **{name: f"{home}/{path}" for name, path in names.items()},
                        "id_token_signing_alg_values_supported": ["RS256"]})  # fmt: skip
        elif parts.path == "/keys":
            self._send(KeySet([self.server.key]).as_dict(private=False))
        else:
            code = str(len(self.server.nonces))
            self.server.nonces[code] = asked.get("nonce")
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        """A signed token for a code."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        now, nonce = int(time.time()), self.server.nonces[sent["code"][0]]
        claims = {"iss": f"http://localhost:{self.server.server_port}", "sub": ACCOUNT, "aud": CLIENT, "iat": now,
                  "exp": now + 600, "email": "staff@example.org", "nonce": nonce}  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.server.key)
        self._send({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    def _send(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
