"""Keeps public pages for the next visitor, compressed once."""

import gzip
import hashlib
import logging
import zlib
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from design_system.caching import public_until
from portal.page_cache.changes import generation

BACK_OFFICE = "/admin/"
AT_HAND = 100  # pages in the memory of one process: a megabyte or less
logger = logging.getLogger(__name__)

NOT_KEPT = {"cache-control", "content-length", "vary", "etag", "content-encoding"}


@dataclass(frozen=True)
class Kept:
    """A page as it was computed: headers, compressed body, ETag, and when time changes it."""

    headers: dict
    body: bytes
    etag: str
    changes_at: object  # an aware datetime, or None for never

    @classmethod
    def of(cls, response):
        headers = {k: v for k, v in response.headers.items() if k.lower() not in NOT_KEPT}
        # Compressing is safe here: a public page holds no secret, and nothing of who asks.
        body = gzip.compress(response.content, 6, mtime=0)
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        return cls(headers, body, f'W/"{digest}"', response.public_until)

    def is_over(self):
        return self.changes_at is not None and timezone.now() >= self.changes_at

    def response(self, request):
        """The answer to `request`. Its age counts from now: until the page changes it is true."""
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        body = self.body if zipped else zlib.decompress(self.body, wbits=31)
        response = HttpResponse(body, headers=self.headers)
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
        response.headers["ETag"] = self.etag
        patch_vary_headers(response, ["Accept-Encoding"])
        return public_until(response, self.changes_at)


class PageCache:
    """Answers from what was kept, and keeps what turned out to be public: for everyone the same.

    A page is kept under the generation that was present *before* it was computed. If anything
    changes meanwhile, nobody will ask for that generation again.
    """

    def __init__(self, get_response):
        if isinstance(caches["pages"], DummyCache):
            raise MiddlewareNotUsed("public pages are not kept")
        self.get_response, self.at_hand = get_response, {}

    def __call__(self, request):
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        kept = self.at_hand.get(key) or safely(caches["pages"].get, key)
        if kept is None or kept.is_over():
            response = self.get_response(request)
            if request.method != "GET" or not may_be_kept(response):
                return response
            kept = Kept.of(response)
            if request.META["QUERY_STRING"]:  # invented ones must not fill the cache
                return kept.response(request)
            safely(caches["pages"].set, key, kept, settings.PAGES_KEPT_FOR)
        self.keep_at_hand(key, kept)
        return kept.response(request)

    def keep_at_hand(self, key, kept):
        """Keep a page in this process too: the key names the generation, so it is never stale."""
        if key not in self.at_hand and len(self.at_hand) >= AT_HAND:
            self.at_hand.clear()
        self.at_hand[key] = kept


def key_of(request):
    """What the page asked for is kept under; None for a request that is never answered so."""
    if request.method not in ("GET", "HEAD") or request.path.startswith(BACK_OFFICE):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    asked = (release(), generation(), request.scheme, host, request.get_full_path())
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


@cache
def release():
    """A name of the code and templates that this process runs: newer ones make other pages."""
    files = (
        path
        for folder in ("templates", *(app for app in settings.INSTALLED_APPS if "." not in app))
        for path in (settings.ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js"}
    )
    told = sorted((str(path), path.stat().st_mtime_ns) for path in files)
    return hashlib.sha256(f"{settings.WAGTAILADMIN_BASE_URL} {told}".encode()).hexdigest()


def may_be_kept(response):
    """Whether `response` said that it is public, and still is after all other middleware."""
    return (
        response.status_code == 200
        and not response.streaming
        and hasattr(response, "public_until")
        and "public" in response.headers.get("Cache-Control", "")
    )


def safely(call, *arguments):
    """What `call` gives; None, and a line in the log, if the cache is out of order."""
    try:
        return call(*arguments)
    except Exception:  # each backend has errors of its own, and a page can always be computed
        logger.warning("The page cache is out of order.", exc_info=True)
        return None
