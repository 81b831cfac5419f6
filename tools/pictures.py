"""Take the README's pictures from a demo city that is being served.

make demo &
.venv/bin/python -m tools.pictures http://127.0.0.1:8000
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.chromium import find

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
LARGEST = 300_000  # bytes
COLOURS = 128
DESK, PHONE = (1280, 1000), (390, 844)


def take(page: Page, name: str) -> None:
    """Keep what the window shows, with fewer colours."""
    page.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = shot.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / name, optimize=True)
    size = (FOLDER / name).stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{name} has {size} bytes, more than {LARGEST}")
    print(f"{name}: {size} bytes")


def new_page(browser: Browser, site: str, size: tuple[int, int]) -> Page:
    width, height = size
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        locale="en",
        reduced_motion="reduce",
        color_scheme="light",
    )
    return context.new_page()


def main(site: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = new_page(browser, site, DESK)
        page.goto("/en/")
        take(page, "front.png")

        page.goto("/en/results/")
        page.locator("tr", has_text="Difference shown").get_by_role("link").first.click()
        page.locator("main").get_by_role("link", name="To the solution").first.click()
        heading = page.get_by_role("heading", name="Tried in schools")
        heading.evaluate("heading => heading.scrollIntoView({block: 'center'})")
        take(page, "solution.png")

        page = new_page(browser, site, PHONE)
        page.goto("/en/account/login/")
        page.get_by_role("button", name="Step in as: Teacher", exact=True).click()
        page.wait_for_url("**/home/")
        take(page, "teacher.png")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
