"""Signing in with another provider by OpenID Connect: authorization code with PKCE, state and nonce.

References: OpenID Connect Core 1.0, section 3.1; RFC 7636 (PKCE); RFC 9700 (best current practice).
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.access.gate import Gate
from api.language import message
from api.settings import Settings
from models.errors import OutsideSignInError, OutsideSignInUnreachableError

PURPOSE = "sign-in with another provider"
SCOPE = "openid email profile"
SIGNATURES = ["RS256", "PS256", "ES256"]
"""Signed with a key that only the provider has. Never "none", and never with a secret that we share."""

PATIENCE_S = 5
LONGEST_SUBJECT = 255
LEEWAY_S = 60
FLOW_S = 600
"""How long somebody may take at the provider."""

NOT_OURS = message("Inloggningen började inte här eller tog för lång tid. Börja om.")
REFUSED = message("Inloggningstjänsten släppte inte in dig.")
NOT_SOUND = message("Svaret från inloggningstjänsten går inte att lita på. Börja om.")


@dataclass(frozen=True)
class Identity:
    """Who somebody is to the provider.

    Attributes:
        issuer, subject: together the same person for ever.
        email: an address that the provider has made sure of; None without one.
        name: what the provider calls them.
    """

    issuer: str
    subject: str
    email: str | None
    name: str


@dataclass(frozen=True)
class Flow:
    """What the browser has to bring back from the provider. It travels sealed, so that nobody can read or make one."""

    state: str
    nonce: str
    verifier: str
    back: str


class Provider:
    """The provider that the settings name."""

    def __init__(self, gate: Gate) -> None:
        self._settings: Settings = gate.settings
        self._key = gate.key
        self._issuer = self._settings.oidc_issuer or ""

    def start(self, answer_to: str, back: str) -> tuple[str, str]:
        """Return where to send the browser, and what it has to keep meanwhile.

        Args:
            answer_to: the full address that the provider answers to.
            back: where the visitor was.
        """
        flow = Flow(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), back)
        with self._session(answer_to) as session:
            address, _ = session.create_authorization_url(
                self._described()["authorization_endpoint"],
                state=flow.state,
                nonce=flow.nonce,
                code_verifier=flow.verifier,
            )
        return str(address), self._key.seal(PURPOSE, json.dumps(asdict(flow)))

    def finish(self, answer_to: str, kept: str | None, said: Mapping[str, str]) -> tuple[Identity, str]:
        """Return who came back, and where they were.

        Args:
            answer_to: as in `start`.
            kept: what the browser kept.
            said: the parameters that the provider answered with.

        Raises:
            OutsideSignInError: the answer is not to a question of this browser, or cannot be relied on.
            OutsideSignInUnreachableError: the provider does not answer.
        """
        flow = self._flow(kept, said.get("state", ""))
        if "error" in said or "code" not in said:
            raise OutsideSignInError(REFUSED)
        described = self._described()
        # Sent by a provider that knows of mix-up attacks (RFC 9207).
        if said.get("iss", self._issuer) != self._issuer:
            raise OutsideSignInError(NOT_SOUND)
        try:
            with self._session(answer_to) as session:
                token = session.fetch_token(
                    described["token_endpoint"], code=said["code"], code_verifier=flow.verifier, timeout=PATIENCE_S
                )
        except AuthlibBaseError:
            raise OutsideSignInError(REFUSED) from None
        except (requests.RequestException, ValueError):
            raise OutsideSignInUnreachableError from None
        return self._identity(described, token, flow.nonce), flow.back

    def _flow(self, kept: str | None, state: str) -> Flow:
        opened = self._key.open(PURPOSE, kept or "", age_s=FLOW_S)
        flow = Flow(**json.loads(opened)) if opened else None
        if flow is None or not secrets.compare_digest(flow.state.encode(), state.encode("utf-8", "surrogatepass")):
            raise OutsideSignInError(NOT_OURS)
        return flow

    def _identity(self, described: Mapping[str, Any], token: Mapping[str, Any], nonce: str) -> Identity:
        try:
            keys = KeySet.import_key_set({"keys": _fetch(described["jwks_uri"])["keys"]})
            decoded = jwt.decode(str(token["id_token"]), keys, algorithms=SIGNATURES)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                options={"iss": {"values": [self._issuer]}, "aud": {"values": [self._settings.oidc_client_id]}},
                params={
                    "nonce": nonce,
                    "client_id": self._settings.oidc_client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(leeway=LEEWAY_S)
        except (JoseError, AuthlibBaseError, KeyError, ValueError, TypeError):
            raise OutsideSignInError(NOT_SOUND) from None
        subject = str(claims["sub"])
        if not subject.isprintable() or len(subject) > LONGEST_SUBJECT:
            raise OutsideSignInError(NOT_SOUND)
        email = claims.get("email") if claims.get("email_verified") is True else None
        return Identity(self._issuer, subject, str(email) if email else None, str(claims.get("name") or ""))

    def _described(self) -> Mapping[str, Any]:
        """Ask the provider where its parts are; it must be the one that was asked."""
        described = _fetch(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        parts = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if described.get("issuer") != self._issuer or not all(self._is_safe(described.get(part)) for part in parts):
            raise OutsideSignInUnreachableError
        return described

    def _is_safe(self, address: object) -> bool:
        """Tell whether an address is as safe as the issuer's own."""
        scheme = urlsplit(address).scheme if isinstance(address, str) else ""
        return scheme == "https" or scheme == urlsplit(self._issuer).scheme == "http"

    def _session(self, answer_to: str) -> OAuth2Session:
        secret = self._settings.oidc_client_secret
        return OAuth2Session(
            self._settings.oidc_client_id,
            secret.get_secret_value() if secret else None,
            scope=SCOPE,
            redirect_uri=answer_to,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
        )


def _fetch(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=PATIENCE_S, allow_redirects=False)
        answer.raise_for_status()
        document = answer.json()
    except (requests.RequestException, ValueError):
        raise OutsideSignInUnreachableError from None
    if not isinstance(document, dict):
        raise OutsideSignInUnreachableError
    return document
