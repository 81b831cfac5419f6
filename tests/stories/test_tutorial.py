"""The tutorial, followed to the letter in the demo city: its own words say what is pressed."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Locator, Page

from tests.database import new_database
from tests.site.test_run import answers, eventually, free_port
from tests.stories.walk import PATIENCE

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-pilot.md"
BOLD = re.compile(r"\*\*(.+?)\*\*")
ROW = re.compile(r"\| (.+?) \| (.+?) \|")
CHOSEN = "yes"


@pytest.fixture
def demo(db, tmp_path) -> Iterator[str]:
    """The demo city, made and served as `make demo` does, in a new database."""
    port = free_port()
    with new_database(f"{connection.settings_dict['NAME']}_demo") as address:
        own = {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "eduhub.site.settings",
            "EDUHUB_VAR": str(tmp_path),
            "EDUHUB_DEMO": "1",
        }
        command = [sys.executable, "-m", "eduhub.site", "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=os.environ | own)
        served = f"http://127.0.0.1:{port}"
        try:
            assert eventually(
                lambda: answers(f"{served}/healthz") or process.poll() is not None,
                seconds=10 * PATIENCE,
            )
            assert process.poll() is None
            yield served
        finally:
            process.terminate()
            process.wait(PATIENCE)


class Reader:
    """Somebody who does what the tutorial says, line by line."""

    def __init__(self, page: Page) -> None:
        page.set_default_timeout(1000 * PATIENCE)
        self.page = page
        self.read: list[str] = []

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def do(self, line: str) -> None:
        words = BOLD.findall(line)
        if row := ROW.fullmatch(line):
            self.fill(*row.groups())
        elif line.startswith("- Step in as "):
            self.step_in(*words)
        elif line.startswith("- Follow "):
            name = re.compile(
                f"^{re.escape(words[0].removesuffix('…'))}" + "$" * ("…" not in words[0])
            )
            self.click(self.page.get_by_role("link", name=name).first)
        elif line.startswith("- Press "):
            self.click(self.main.get_by_role("button", name=words[0], exact=True))
        elif line.startswith("- You read "):
            assert words[0] in self.text
            self.read.append(words[0])
        elif line.startswith(("- Choose the file ", "- Answer ")):
            self.give(line, *words)
        elif line.startswith("- Open the page again until you read "):
            self.open_again_until(*words)
        elif line == "- Sign out":
            self.sign_out()
        else:
            assert not line.startswith("- ") or line.startswith("- Fill in"), line

    @property
    def text(self) -> str:
        """What stands on the page, however the lines are broken."""
        return " ".join(self.main.inner_text().split())

    def click(self, what: Locator) -> None:
        with self.page.expect_navigation():
            what.click()

    def give(self, line: str, *answer: str) -> None:
        """The same answer to every question, or a file."""
        if not answer:
            self.page.set_input_files("[type=file]", ROOT / line.split("`")[1])
        for choice in self.main.get_by_role("radio", name=answer[0]).all() if answer else ():
            choice.check()

    def step_in(self, role: str) -> None:
        if self.page.get_by_role("link", name="Sign in", exact=True).count() == 0:
            self.sign_out()
        self.click(self.page.get_by_role("link", name="Sign in", exact=True).first)
        self.click(self.page.get_by_role("button", name=f"Step in as: {role}", exact=True))

    def sign_out(self) -> None:
        self.page.locator("header summary", has_text=re.compile("Demo|demo")).click()
        self.click(self.page.get_by_role("link", name="Sign out", exact=True))
        self.click(self.main.get_by_role("button", name="Sign out", exact=True))

    def open_again_until(self, words: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while words not in self.text and time.monotonic() < deadline:
            time.sleep(1)
            self.page.reload()
        assert words in self.text

    def fill(self, label: str, value: str) -> None:
        if label == "Field" or set(label) == {"-"}:
            return
        if value == CHOSEN:
            self.main.get_by_label(re.compile(f"^{re.escape(label)}")).check()
            return
        name, _in, language = label.partition(" (")
        named = re.compile(f"^{re.escape(name)}")
        if language:
            whole = self.main.get_by_role("group", name=named)
            whole.get_by_label(re.compile(language.removesuffix(")"))).fill(value)
            return
        if (choices := self.main.get_by_role("group", name=named)).count():
            choices.get_by_label(value, exact=True).check()
            return
        field = self.main.get_by_label(named)
        if field.evaluate("field => field.localName") == "select":
            field.select_option(label=value)
        else:
            field.fill(value)


def test_whoever_follows_the_tutorial_to_the_letter_reads_what_it_promises(demo, open_page):
    reader = Reader(open_page(demo, language="en"))
    reader.page.goto("/en/")

    steps = TUTORIAL.read_text().split("\n## ")[1:-1]
    for line in (line for step in steps for line in step.splitlines()):
        reader.do(line)

    assert len(steps) == 15 and reader.read[-1].startswith("Cannot tell whether Fraction Dash")
