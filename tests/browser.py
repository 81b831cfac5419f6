"""A real browser for the tests: one Chromium a process, one fresh context a test.

    page        a page of the site at 1280 px; `page.goto("/fi/")`
    new_page    makes more of them: another person, a phone, dark, without JavaScript
    open_page   the same on an address of one's own, without the site or its database
    watch       what the test's pages did that no page may do; `watch.forgive("…")`

A violation of the CSP, an error on the console or a request that leaves the site fails the
test at its end.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, sync_playwright

from tests.markup import valid_html
from tools.chromium import find

__all__ = ["WIDTHS", "axe", "no_sideways_scroll", "resize", "valid_html"]

WIDTHS = (1280, 390, 320)  # a desk, a phone, the narrowest that WCAG 1.4.10 asks for
HEIGHT = 844
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LISTEN = """document.addEventListener("securitypolicyviolation", (e) => reportViolation(
    `${e.effectiveDirective} forbids ${e.blockedURI} ${e.sample} at ${location.pathname}`))"""
SETTLED = "() => new Promise((go) => setTimeout(go))"
STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > room + 0.5)
    .map((e) => `<${e.localName} class="${e.getAttribute("class") ?? ""}"> ends at `
      + `${Math.round(e.getBoundingClientRect().right)} of ${room} px`)
}"""


class Watch:
    """What the pages of one test did that no page may do."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._forgiven: list[str] = []
        self._settled: dict[BrowserContext, str] = {}

    def forgive(self, words: str) -> None:
        """Let pass what contains these words, as "status of 409" for a refusal in place."""
        self._forgiven.append(words)

    @property
    def faults(self) -> list[str]:
        """All so far, after letting the browser say what it has not said yet."""
        for context, settled in self._settled.items():
            for page in context.pages:
                page.evaluate(settled)
        return [f for f in self._seen if not any(words in f for words in self._forgiven)]

    def fail_if_faulty(self) -> None:
        if faults := self.faults:
            pytest.fail("\n".join(faults), pytrace=False)

    def close(self) -> None:
        for context in self._settled:
            context.close()

    def over(self, context: BrowserContext, origins: set[str], *, scripts: bool) -> None:
        documents: set[str] = set()

        def requested(request: Request) -> None:
            address = urlsplit(request.url)
            if request.is_navigation_request():
                documents.add(request.url)
            own = f"{address.scheme}://{address.netloc}" in origins
            if address.scheme not in {"data", "blob", "about"} and not own:
                self._seen.append(f"left the site: {request.url}")

        def said(message: Any) -> None:
            refused = "Failed to load resource" in message.text  # a page that says no is a page
            if message.type == "error" and not (refused and message.location["url"] in documents):
                self._seen.append(f"console: {message.text} {message.location['url']}")

        context.on("request", requested)
        context.on("console", said)
        context.on("weberror", lambda error: self._seen.append(f"script: {error.error}"))
        context.expose_binding(
            "reportViolation", lambda _, words: self._seen.append(f"CSP: {words}")
        )
        context.add_init_script(LISTEN)
        self._settled[context] = SETTLED if scripts else "0"  # there no timer runs either


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """A test that went well fails all the same if its pages did what no page may do."""
    result = yield
    watch = pyfuncitem.funcargs.get("watch")
    if isinstance(watch, Watch):
        watch.fail_if_faulty()
    return result


def _until_there(click: Callable[..., None]) -> Callable[..., None]:
    """Playwright's click is over when the next page begins to come; ours when all of it is there."""

    def click_and_arrive(button: Locator, **told: Any) -> None:
        click(button, **told)
        button.page.wait_for_load_state("domcontentloaded")

    return click_and_arrive


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this process; it has no running event loop to show outside browser tests."""
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", _until_there(Locator.click))
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        loop = asyncio.get_running_loop()
        browser.hub_loop = loop  # type: ignore[attr-defined]
        asyncio._set_running_loop(None)
        yield browser
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def watch(chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """What the test's pages did that no page may do; its faults fail the test at its end."""
    # Playwright runs an event loop in this thread, which Django would take for async code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    asyncio._set_running_loop(chromium.hub_loop)  # type: ignore[attr-defined]
    watch = Watch()
    yield watch
    watch.close()
    asyncio._set_running_loop(None)


@pytest.fixture
def open_page(chromium: Browser, watch: Watch) -> Callable[..., Page]:
    """open_page(origin, width=1280, dark=False, javascript=True, language="fi", also=())

    A page in a context of its own; `also` names further origins that it may go to, as that
    of an identity provider. Everything else of Playwright's new_context may be given too.
    """

    def make(
        origin: str,
        *,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        language: str = "fi",
        also: tuple[str, ...] = (),
        **more: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=origin,
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            locale=language,
            timezone_id="Europe/Helsinki",
            service_workers="block",
            **more,
        )
        context.set_default_timeout(30_000)
        watch.over(context, {origin.rstrip("/"), *also}, scripts=javascript)
        return context.new_page()

    return make


@pytest.fixture
def new_page(live_server: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """new_page(width=1280, dark=False, …): a page of the site in a context of its own."""

    def make(**told: Any) -> Page:
        return open_page(live_server.url, **told)

    return make


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of the site at 1280 px."""
    return new_page()


def in_turn(first: str) -> list[Any]:
    """The three languages, two of them by night only.

    A room's own test of its pages; in CI the house shows each page in the browser
    (tests/stories/test_every_page.py) and reads it in all three (tests/house/test_pages_as_sent.py).
    """
    rest = [
        pytest.param(one, marks=pytest.mark.nightly) for one in ("fi", "sv", "en") if one != first
    ]
    return [first, *rest]


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def axe(page: Page, *, contrast: bool = True) -> list[str]:
    """The violations of WCAG 2.0 to 2.2, A and AA, one line each; [] when there are none.

    Contrast takes longer than all other rules together: not again where it was asked already.
    """
    page.evaluate(_axe_source())  # through the inspector: the page's CSP stays in force
    told = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    told |= {} if contrast else {"rules": {"color-contrast": {"enabled": False}}}
    result = page.evaluate(f"() => axe.run(document, {json.dumps(told)})")
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@cache
def _axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def no_sideways_scroll(page: Page) -> None:
    """Fail with what sticks out if the page is wider than its window."""
    assert page.evaluate(STICKING_OUT) == []
