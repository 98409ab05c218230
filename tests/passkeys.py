"""A device with a passkey, in a few lines: what a browser would answer, without a browser."""

import json
import re
import secrets
from dataclasses import dataclass, field

from allauth.account.utils import user_pk_to_url_str
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
ADD, LOGIN = "people:passkey-add", "mfa_login_webauthn"


@dataclass
class Device:
    """Makes one passkey for the site at `origin`; `verified` says whether it knows its owner."""

    origin: str = "http://localhost"
    verified: bool = True
    key: object = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def create(self, challenge):
        """The answer to "make a passkey" with this challenge (base64, as sent), as a dict."""
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        made = AuthenticatorData.create(self._site(), self._flags() | FLAG.AT, 0, data)
        attestation = AttestationObject.create("none", made, {})
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", challenge),
            attestationObject=bytes(attestation),
        )

    def get(self, challenge, user):
        """The answer to "sign in" with this challenge, for the User that the passkey is of."""
        client_data = self._client_data("webauthn.get", challenge)
        seen = AuthenticatorData.create(self._site(), self._flags(), 1)
        signed = self.key.sign(bytes(seen) + sha256(client_data), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client_data,
            authenticatorData=bytes(seen),
            signature=signed,
            userHandle=user_pk_to_url_str(user).encode(),
        )

    def _answer(self, **response):
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {name: websafe_encode(value) for name, value in response.items()},
        }

    def _client_data(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _site(self):
        return sha256(self.origin.split("//")[1].split(":")[0].encode())

    def _flags(self):
        return FLAG.UP | FLAG.UV if self.verified else FLAG.UP


def make(client, device, name="My phone", **changed):
    """Add a passkey of `device` over HTTP; return the response."""
    credential = device.create(challenge_on_page(client, ADD)) | changed
    return client.post(reverse(ADD), {"name": name, "credential": json.dumps(credential)})


def use(client, device, user, query="", **changed):
    """Press "Sign in with a passkey" on the sign-in page; return the response."""
    asked = client.get(reverse(LOGIN), headers={"accept": "application/json"}).json()
    credential = device.get(asked["request_options"]["publicKey"]["challenge"], user) | changed
    return client.post(reverse(LOGIN) + query, {"credential": json.dumps(credential)})


def use_on_page(client, device, user, name):
    """Use the passkey on the page called `name`, such as the second step; return the response."""
    credential = device.get(challenge_on_page(client, name), user)
    return client.post(reverse(name), {"credential": json.dumps(credential)})


def challenge_on_page(client, name):
    """What the page called `name` asks the browser to sign."""
    page = client.get(reverse(name)).content.decode()
    options = re.search(r'"passkey-options" type="application/json">(.*?)<', page)[1]
    return json.loads(options)["publicKey"]["challenge"]
