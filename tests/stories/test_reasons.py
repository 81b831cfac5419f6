"""Why a solution should help: written on a phone without JavaScript, read by a researcher, found."""

import pytest

from tests.house.walking import path_of
from tests.stories.browsing import sign_in, world

__all__ = ["world"]
pytestmark = pytest.mark.browser
COLUMNS = {
    "need": "Many pupils guess.",
    "for_whom": "Grades 4 to 6",
    "activities": "Pupils compare.\nThe teacher follows.",
    "outputs": "Sixty tasks a week",
    "near": "Pupils compare fractions with care.",
}
STUDY = "Somebody: Feedback, 2021. doi:10.1234/abc.5"


@pytest.fixture
def phone(new_page):
    return new_page(language="en", javascript=False, width=390)


def fill(page, fields):
    for name, words in fields.items():
        page.locator(f"[name={name}_en]").fill(words)


def write(phone, world):
    """What the page says of a gap, and what it says once the model is published."""
    sign_in(phone, world.people["rival"])
    phone.goto(path_of("catalogue:solution", "solution.rival", world))
    phone.get_by_role("link", name="To the logic model").click()
    phone.get_by_role("link", name="Write the logic model").click()
    fill(phone, COLUMNS)
    phone.get_by_role("button", name="Save the draft").click()
    phone.get_by_role("button", name="Publish this version").click()
    refused = phone.get_by_role("alert").inner_text()
    phone.get_by_role("link", name="Change the draft").click()
    fill(phone, {f"reason_{stage}": "So it is." for stage in ("activities", "outputs", "near")})
    phone.locator("[name=sources_near]").fill(STUDY)
    phone.get_by_role("button", name="Save the draft").click()
    phone.get_by_role("button", name="Publish this version").click()
    return refused, phone.locator("main").inner_text()


def read(reader, world, url):
    sign_in(reader, world.people["researcher"])
    reader.goto(url)
    reader.get_by_role("link", name="Review it").click()
    for box in reader.get_by_role("checkbox").all():
        box.check()
    reader.get_by_label("What did you read").fill("Both studies.")
    reader.get_by_role("button", name="Publish the review").click()
    return reader.locator("main").inner_text()


def tops_of_columns(page, world):
    page.goto(path_of("catalogue:solution", "solution.rival", world))
    return [box.bounding_box()["y"] for box in page.locator(".chain > li").all()]


def test_a_company_writes_a_researcher_reads_and_a_visitor_finds(world, phone, new_page):
    refused, told = write(phone, world)
    reader = new_page(language="en")
    review = read(reader, world, phone.url.replace("publish/", ""))
    reader.goto(path_of("catalogue:solutions", "", world) + "?evidence=evidence-rationale")
    solution = path_of("catalogue:solution", "solution.rival", world)
    found = reader.locator(f"#results h3 a[href='{solution}']").count()

    assert "Why should that lead to the near outcomes?" in refused
    assert (
        "Nobody outside the company has read it yet" in told
        and "https://doi.org/10.1234/abc.5" in told
    )
    assert "would correspond to ESSA tier 4" in review and "Both studies." in review
    assert found == 1
    wide, narrow = (tops_of_columns(page, world) for page in (reader, phone))
    assert (len(wide), len(set(wide))) == (4, 1)  # side by side
    assert (len(narrow), narrow) == (4, sorted(set(narrow)))  # one below the other
