"""What is asked of every public page, for tests and for the pages that must fail them."""

import re
from dataclasses import dataclass

from django.test import Client


@dataclass(frozen=True)
class Answer:
    """What a visitor got, as far as it must be the same for everyone."""

    status: int
    body: bytes
    vary: frozenset
    cookies: tuple
    cache_control: str
    etag: str


def ask(client, url, **headers):
    """The Answer to a GET of `url` by `client`."""
    response = client.get(url, headers=headers)
    return Answer(
        status=response.status_code,
        body=response.content,
        vary=frozenset(
            word.strip().lower() for word in response.get("Vary", "").split(",") if word
        ),
        cookies=tuple(response.cookies),
        cache_control=re.sub(r"max-age=\d+", "max-age=…", response["Cache-Control"]),
        etag=response.get("ETag", ""),
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def why_not_public(url, users):
    """Why `url` is not the same for everyone, signed in or not, as a list of words; [] if it is."""
    nobody = ask(Client(), url)
    faults = ["differs for " + str(u) for u in users if ask(signed_in(u), url) != nobody]
    asks = [nobody, *(ask(signed_in(user), url) for user in users)]
    if nobody.status != 200:
        faults.append(f"status {nobody.status}")
    if any(answer.cookies for answer in asks):
        faults.append("sets a cookie")
    if any("cookie" in answer.vary for answer in asks):
        faults.append("varies by cookie")
    if {answer.cache_control for answer in asks} != {"public, max-age=…"}:
        faults.append("may not be kept")
    if not nobody.etag:
        faults.append("has no ETag")
    return faults


def max_age(response):
    """The seconds for which `response` may be kept."""
    return int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1])
