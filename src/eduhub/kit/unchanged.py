"""What need not be drawn or sent twice: pages that are as they were when they were last asked."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import get_language

HOUSE = Path(__file__).resolve().parents[1]


@cache
def release() -> str:
    """The program that runs, templates and words included; another after every change of it."""
    digest = hashlib.sha256()
    for file in sorted(HOUSE.rglob("*")):
        if file.suffix in (".py", ".html", ".txt", ".mo", ".css", ".js"):
            seen = file.stat()
            digest.update(f"{file.relative_to(HOUSE)} {seen.st_size} {seen.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]


def etag_of(request: HttpRequest, *facts: object) -> str:
    """The name of a page as everybody gets it, from all that it is drawn from."""
    hub = (settings.HUB_NAME, settings.THEME, settings.DEMO, settings.PUBLIC_URL, release())
    told = (*hub, get_language(), request.get_full_path(), *facts)
    return f'W/"{hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The answer "as it was" for a reader who has this very page already."""
    answer = get_conditional_response(request, etag=etag)
    return named(answer, etag) if answer else None


def named(response: HttpResponse, etag: str) -> HttpResponse:
    """The response with its name, to be asked for again by it before it is shown again."""
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    return response


class Drawn:
    """The last pieces of HTML that were drawn, by all that they are drawn from."""

    def __init__(self, most: int) -> None:
        self.most, self._lock = most, Lock()
        self._pieces: OrderedDict[Hashable, SafeString] = OrderedDict()

    def get(self, key: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        """The piece as it was drawn for this key, or drawn now."""
        with self._lock:
            if key in self._pieces:
                self._pieces.move_to_end(key)
                return self._pieces[key]
        piece = draw()
        with self._lock:
            self._pieces[key] = piece
            while len(self._pieces) > self.most:
                self._pieces.popitem(last=False)
        return piece

    def forget(self) -> None:
        with self._lock:
            self._pieces.clear()
