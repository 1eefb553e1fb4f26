"""A small provider of OpenID Connect on this machine: discovery, authorization with PKCE, tokens signed with RS256.

It remembers what it was asked, signs in whoever `person` is, and can be told to answer as an attacker would.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, CLIENT_SECRET = "samverkanskartan", "what the provider gave us"
KEY, ANOTHER_KEY = (RSAKey.generate_key(2048, {"kid": "the-key", "use": "sig"}) for _ in range(2))


@dataclass
class FakePerson:
    """Whoever sits at the browser, as the provider knows them."""

    subject: str = "1234"
    email: str | None = "kansli@a.example"
    email_verified: object = True
    name: str = "Kansliet"


@dataclass
class OidcProvider:
    """The provider.

    Attributes:
        person: who signs in.
        forge: changes the claims before they are signed.
        key: what they are signed with.
        header: the header of the signed claims.
        discovery: changes what the provider says of itself.
        refuses: whether the person says no.
    """

    person: FakePerson = field(default_factory=FakePerson)
    forge: Callable[[dict[str, Any]], object] = lambda claims: None
    key: RSAKey = field(default_factory=lambda: KEY)
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256", "kid": "the-key"})
    discovery: Callable[[dict[str, Any]], object] = lambda described: None
    refuses: bool = False
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        described: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        self.discovery(described)
        return described

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent back to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        if self.refuses:
            said = {"error": "access_denied"}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            said = {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(said | {'state': asked['state'], 'iss': self.issuer})}"

    def exchange(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Return the answer to a request for tokens; a code works once, for its client, with its verifier."""
        asked = self.codes.pop(sent.get("code", ""), None)
        credentials = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if authorization != f"Basic {credentials}":
            return 401, {"error": "invalid_client"}
        if asked is None or sent["redirect_uri"] != asked["redirect_uri"] or not fits(sent, asked):
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe(16)
        return 200, {"access_token": token, "token_type": "Bearer", "id_token": self.identify(asked.get("nonce", ""))}

    def identify(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "sub": self.person.subject, "nonce": nonce}
        claims |= {"iat": now, "exp": now + 300, "name": self.person.name}
        claims |= {"email": self.person.email, "email_verified": self.person.email_verified}
        self.forge(claims)
        return jwt.encode(self.header, claims, self.key)


def fits(sent: dict[str, str], asked: dict[str, str]) -> bool:
    """Tell whether the verifier is the one that the challenge was made of (RFC 7636, 4.6)."""
    digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


class Answers(BaseHTTPRequestHandler):
    """Answers requests for the provider that is put in its place."""

    provider: OidcProvider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/.well-known/openid-configuration":
            self.answer(200, self.provider.describe())
        elif address.path == "/keys":
            self.answer(200, {"keys": [KEY.as_dict(private=False)]})
        elif address.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(dict(parse_qsl(address.query))))
            self.end_headers()
        else:
            self.answer(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.answer(*self.provider.exchange(dict(parse_qsl(body)), self.headers.get("Authorization", "")))

    def answer(self, status: int, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[OidcProvider]:
    """Run a provider on a free port."""
    provider = OidcProvider()
    answers = type("Answers", (Answers,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
