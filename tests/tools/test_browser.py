"""The browser that guards the pages sees each fault that is planted in front of it."""

import threading
import time
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.browser import WIDTHS, axe, no_sideways_scroll, resize, valid_html

GOOD = """<!doctype html>
<html lang="fi"><head><meta charset="utf-8"><title>Kokeilut</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Kokeilut</h1><label for="a">Nimi</label><input id="a" name="a">MORE</main></body>
</html>"""
CSP = "default-src 'self'; script-src 'self'; style-src 'self'"


class Several(ThreadingMixIn, WSGIServer):
    """A browser opens more connections than it uses."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *words):
        """Nothing: the tests' output is for the tests."""


def one_page(text, status="200 OK"):
    """What serves one page under the site's CSP."""

    def answer(environ, start):
        told = status if environ["PATH_INFO"] == "/" else "200 OK"
        start(told, [("Content-Type", "text/html"), ("Content-Security-Policy", CSP)])
        return [text.encode()]

    return answer


def in_two_pieces(_environ, start):
    """What serves a page of which the end comes late, as from a busy machine."""
    start("200 OK", [("Content-Type", "text/html"), ("Content-Security-Policy", CSP)])
    begun, end = with_more("<a href='/'>Once more</a>MORE<p>The end</p>").split("MORE")
    yield begun.encode()
    time.sleep(0.3)
    yield end.encode()


@contextmanager
def serving(answer):
    """An address where it answers."""
    with make_server("127.0.0.1", 0, answer, Several, Silent) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def shown(open_page):
    """Show a page; it stays open after its server is gone."""

    def show(text, status="200 OK", **told):
        with serving(one_page(text, status)) as origin:
            page = open_page(origin, **told)
            page.goto("/", wait_until="networkidle")
        return page

    return show


def with_more(more):
    return GOOD.replace("MORE", more)


def test_a_good_page_has_no_faults_at_any_width_and_in_the_dark(shown, watch):
    for width in WIDTHS:
        page = shown(with_more(""), width=width, dark=True)
        assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]")
        no_sideways_scroll(page)
        assert axe(page) == []

    assert page.evaluate("innerWidth") == 320
    assert watch.faults == [] and valid_html(with_more("")) == []


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("<script>document.title = 'x'</script>", "CSP: script-src-elem forbids inline"),
        ("<p style='color: red'>x</p>", "CSP: style-src-attr forbids inline"),
        ("<img alt='' src='http://elsewhere.example/x.png'>", "left the site: http://elsewhere"),
    ],
)
def test_a_page_that_does_what_no_page_may_do_is_seen(shown, watch, more, fault):
    shown(with_more(more))

    assert len([seen for seen in watch.faults if seen.startswith(fault)]) == 1
    watch.forgive("")


def test_a_fault_that_nobody_forgives_fails_the_test(shown, watch):
    shown(with_more("<p style='color: red'>x</p>"))

    with pytest.raises(pytest.fail.Exception, match="style-src-attr"):
        watch.fail_if_faulty()
    watch.forgive("style")


def test_a_page_that_refuses_is_a_page_but_its_missing_parts_are_faults(shown, watch):
    page = shown(with_more(""), status="404 Not Found")
    assert watch.faults == []

    page.evaluate("() => fetch('/gone').catch(() => 0)")  # its server has stopped

    assert len(watch.faults) == 1 and "/gone" in watch.faults[0]
    watch.forgive("/gone")
    assert watch.faults == []


def test_what_a_script_throws_is_seen(shown, watch):
    page = shown(with_more(""))

    page.evaluate("() => { setTimeout(() => { throw new Error('planted') }) }")

    assert [fault for fault in watch.faults if "planted" in fault] == ["script: planted"]
    watch.forgive("planted")


def test_a_click_is_over_when_all_of_the_next_page_is_there(open_page):
    with serving(in_two_pieces) as origin:
        page = open_page(origin)
        page.goto("/")

        page.get_by_role("link").click()

        assert page.locator("main").inner_text().endswith("The end")


def test_axe_names_a_page_without_language(shown):
    page = shown(with_more("").replace(' lang="fi"', ""))

    assert axe(page) == ["html-has-lang: <html> element must have a lang attribute: html"]


def test_a_wide_thing_is_named(shown):
    page = shown(with_more('<svg class="wide" width="600" height="9"></svg>'), width=1280)
    no_sideways_scroll(page)

    resize(page, 390)

    with pytest.raises(AssertionError, match='svg class="wide"'):
        no_sideways_scroll(page)


@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ("<p><div>x</div></p>", ["line 4: Unexpected end tag (p). Ignored."]),
        ("<i id=a>x</i>", ["id 'a' stands 2 times"]),
        ("<input name=b>", ["input name='b' has no label"]),
        ("<label>b <input name=b></label><input type=hidden name=c>", []),
        ("<h2> </h2>", ["h2 is empty"]),
        ("<h2><img src=x alt=Logo></h2><img src=y>", ["img src='y' has no alt"]),
        ("<p aria-describedby='a no'>x</p>", ["p aria-describedby='no' points nowhere"]),
        ("<a href=x><button>x</button></a>", ["a holds button"]),
        ("<main>x</main>", ["the document has 2 main, not one"]),
    ],
)
def test_a_fault_in_the_markup_is_named(more, faults):
    assert valid_html(with_more(more)) == faults


def test_a_document_needs_language_and_title():
    bare = with_more("").replace(' lang="fi"', "").replace("<title>Kokeilut</title>", "")

    assert valid_html(bare) == ["html has no lang", "the document has no title"]


def test_without_javascript_a_page_is_still_a_page(shown):
    page = shown(with_more("<noscript><p>Ilman</p></noscript>"), javascript=False)

    assert page.locator("noscript p").inner_text() == "Ilman"
