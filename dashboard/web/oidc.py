"""OpenID Connect: where a browser is sent, and whose name it comes back with. Imported only where it is switched on.

Code flow with PKCE, by Authlib. Everything that ties an answer to the browser that asked (state, nonce, verifier)
follows from one secret that this browser alone keeps, so nothing need be stored here and every worker can finish what
another began.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from threading import Lock
from time import monotonic
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from dashboard.domain.errors import Refusal

_ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
)  # signed by the provider
_SCOPE = "openid profile"
_PATIENCE = 10.0  # seconds
_REMEMBERED = 3600.0  # seconds
_LEEWAY = 60  # seconds that two clocks may differ by


class ProviderFailed(Refusal):
    """A provider that cannot be asked, or an answer that is not to be believed; `reason` is for the log alone."""

    code = "sign-on-failed"

    def __init__(self, reason: str) -> None:
        super().__init__("统一身份认证没有完成登录。请从头再试一次；仍不行请告诉管理员。")
        self.reason = reason


class Provider:
    """A site's identity provider, as one of its clients sees it."""

    def __init__(self, issuer: str, client: str, secret: str, claim: str) -> None:
        self._issuer, self._client, self._secret, self._claim = issuer, client, secret, claim
        self._lock = Lock()
        self._known: dict[str, tuple[float, Any]] = {}

    def address(self, secret: str, back: str) -> str:
        """Where to send a browser that keeps this secret; `back` is where it comes back to."""
        found, _ = self._session(back).create_authorization_url(
            self._endpoint("authorization_endpoint"),
            state=derive(secret, "state"),
            nonce=derive(secret, "nonce"),
            code_verifier=derive(secret, "verifier"),
        )
        return str(found)

    def name(self, answer: Mapping[str, str], secret: str, back: str) -> str:
        """Whose name an answer brings to the browser that keeps this secret; ProviderFailed where none is proven."""
        if not hmac.compare_digest(answer.get("state", "").encode(), derive(secret, "state").encode()):
            raise ProviderFailed("wrong state")
        if answer.get("iss", self._issuer) != self._issuer:
            raise ProviderFailed("another issuer's answer")
        if "code" not in answer:
            raise ProviderFailed(f"no code: {answer.get('error', '')[:50]}")
        token = self._token(answer["code"], secret, back)
        return self.proven_name(token.get("id_token", ""), derive(secret, "nonce"), token.get("access_token"))

    def proven_name(self, id_token: str, nonce: str, access_token: str | None = None) -> str:
        """The name in an ID token that is the provider's, for this client, of now, and an answer to this nonce."""
        try:
            read = self._read(id_token)
            options = {
                "iss": {"essential": True, "value": self._issuer},
                "aud": {"essential": True, "value": self._client},
            }
            params = {"nonce": nonce, "client_id": self._client, "access_token": access_token}
            CodeIDToken(read.claims, read.header, options, params).validate(leeway=_LEEWAY)
        except (JoseError, ValueError) as error:
            raise ProviderFailed(f"ID token refused: {type(error).__name__} {error}"[:200]) from error
        found = read.claims.get(self._claim)
        if not isinstance(found, str) or not found:
            raise ProviderFailed(f"no claim {self._claim}")
        return found

    def end_address(self, back: str) -> str | None:
        """Where a browser signs out of the provider too; None where the provider has no such address."""
        endpoint = self._metadata().get("end_session_endpoint")
        if not endpoint:
            return None
        asked = requests.Request("GET", endpoint, params={"client_id": self._client, "post_logout_redirect_uri": back})
        return asked.prepare().url

    def _read(self, id_token: str) -> Any:
        registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(id_token, KeySet.import_key_set(self._keys()), registry=registry)
        except InvalidKeyIdError:  # the provider may have new keys
            return jwt.decode(id_token, KeySet.import_key_set(self._keys(anew=True)), registry=registry)

    def _token(self, code: str, secret: str, back: str) -> dict[str, Any]:
        try:
            found = self._session(back).fetch_token(
                self._endpoint("token_endpoint"), code=code, code_verifier=derive(secret, "verifier"), timeout=_PATIENCE
            )
        except (AuthlibBaseError, requests.RequestException, ValueError) as error:
            raise ProviderFailed(f"no token: {type(error).__name__} {error}"[:200]) from error
        return dict(found)

    def _session(self, back: str) -> Any:
        return OAuth2Session(
            self._client,
            self._secret or None,
            scope=_SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
        )

    def _endpoint(self, name: str) -> str:
        found = self._metadata().get(name)
        if not isinstance(found, str):
            raise ProviderFailed(f"no {name}")
        return found

    def _metadata(self) -> dict[str, Any]:
        found = self._fetch(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self._issuer:
            raise ProviderFailed("the provider calls itself by another name")
        return found

    def _keys(self, *, anew: bool = False) -> Any:
        return self._fetch(self._endpoint("jwks_uri"), anew=anew)

    def _fetch(self, address: str, *, anew: bool = False) -> Any:
        """A document of the provider's, remembered for an hour."""
        with self._lock:
            when, known = self._known.get(address, (-_REMEMBERED, None))
            if known is not None and not anew and monotonic() - when < _REMEMBERED:
                return known
            try:
                answer = requests.get(address, timeout=_PATIENCE, allow_redirects=False)
                answer.raise_for_status()
                found = answer.json()
            except (requests.RequestException, ValueError) as error:
                raise ProviderFailed(f"{type(error).__name__} at {address}") from error
            if not isinstance(found, dict):
                raise ProviderFailed(f"no document at {address}")
            self.remember(address, found)
            return found

    def remember(self, address: str, document: dict[str, Any]) -> None:
        """Take a document of the provider's for what stands at an address, for an hour."""
        self._known[address] = (monotonic(), document)


def derive(secret: str, use: str) -> str:
    """What a secret becomes for one use: 43 signs, and nothing of the others follows from it."""
    digest = hmac.digest(secret.encode(), use.encode(), hashlib.sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
