"""People who walk through the site in a browser, each in a language and at a width of their own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import connection
from django.utils.translation import gettext, override
from playwright.sync_api import Page

from eduhub.kit.models import Letter
from eduhub.people.models import User
from tests.database import url

PATIENCE = 60  # seconds


class Walker:
    """One person at one screen; words are given in English and pressed in their language."""

    def __init__(self, page: Page, language: str) -> None:
        page.set_default_timeout(1000 * PATIENCE)
        self.page, self.language = page, language

    def say(self, words: str) -> str:
        with override(self.language):
            return gettext(words)

    def open(self, address: str) -> "Walker":
        self.page.goto(f"/{self.language}{address}")
        return self

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=self.say(words), exact=True).click()

    def follow(self, words: str) -> None:
        """A link of the site's own words, in the page's middle."""
        self._follow(re.compile(re.escape(self.say(words)) + "$"))

    def follow_to(self, words: str) -> None:
        """A link that names a thing, which is called the same in every language."""
        self._follow(re.compile(re.escape(words)))

    def _follow(self, name: "re.Pattern[str]") -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=name).first.click()

    def fill(self, **told: object) -> None:
        """Each field by its name; words in three languages are given in one's own."""
        for name, value in told.items():
            field = self.page.locator(f"[name={name}]")
            if not field.count():
                field = self.page.locator(f"[name={name}_{self.language}]")
            kind = field.first.get_attribute("type")
            if kind == "radio":
                self.page.locator(f'[name={name}][value="{value}"]').check()
            elif kind == "checkbox":
                field.check()
            elif field.first.evaluate("field => field.localName") == "select":
                field.select_option(label=str(value))
            else:
                field.fill(str(value))

    def sign_in(self, user: User) -> "Walker":
        """With the code from the letter."""
        self.open("/account/login/").fill(login=user.email)
        self.press("Continue")
        letter = Letter.objects.filter(to=user.email).latest("pk")
        (code,) = re.findall(r"^(\w{4}-\w{4}|\w{6,8})$", letter.text, re.MULTILINE)[:1]
        self.fill(code=code)
        self.press("Continue")
        return self

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()


def eventually(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert true()


def work_until(true: Callable[[], bool]) -> None:
    """The background worker at work, in a process of its own, until something is so."""
    own = {
        "DATABASE_URL": url(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "eduhub.site", "worker"], env=os.environ | own
    )
    try:
        eventually(true)
    finally:
        worker.terminate()
        worker.wait(PATIENCE)
