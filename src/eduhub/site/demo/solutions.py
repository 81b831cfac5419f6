"""The demo's six hundred solutions, some described in one language only."""

import datetime as dt
import random
from dataclasses import asdict

from eduhub.catalogue.models import Solution, Topic
from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, OrganisationState
from eduhub.site.demo import words

SOLUTIONS = 600
FURTHER = (301, 302)  # of the first company, beside its 0 and 300


def make_solutions(first: Organisation, now: dt.datetime) -> None:
    """Two for each company; the first company, which the demo signs in to, has four."""
    companies = list(
        Organisation.objects.filter(kind=Kind.COMPANY, state=OrganisationState.APPROVED).order_by(
            "pk"
        )
    )
    topics = _topics()
    Solution.objects.bulk_create(
        _solution(number, first if number in FURTHER else companies[number % 300], topics, now)
        for number in range(SOLUTIONS)
    )


def _topics() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in TopicKind}
    for code, kind in Topic.objects.order_by("kind", "place", "code").values_list("code", "kind"):
        found[kind].append(code)
    return found


def _solution(
    number: int, company: Organisation, topics: dict[str, list[str]], now: dt.datetime
) -> Solution:
    luck = random.Random(f"solution {number}")
    stem_fi, stem_sv, stem_en, hint, pitch = words.STEMS[number % len(words.STEMS)]
    ending = words.ENDINGS[number // len(words.STEMS)]
    hyphen = "-" if stem_fi[-1] == ending[0][0] else ""
    name = Text(f"{stem_fi}{hyphen}{ending[0]}", f"{stem_sv}{ending[1]}", f"{stem_en} {ending[2]}")
    spoken = _spoken(number)
    description = words.DESCRIPTIONS[luck.randrange(len(words.DESCRIPTIONS))]
    state = SolutionState.DRAFT if number % 40 == 39 else SolutionState.PUBLISHED
    told = now - dt.timedelta(days=luck.randint(10, 1400), minutes=number)
    return Solution(
        company=company,
        name=_only(name, spoken),
        pitch=_only(pitch, spoken),
        description=_only(description, spoken),
        codes=_codes(hint, luck, topics),
        state=state,
        release=f"{luck.randint(1, 6)}.{luck.randint(0, 9)}",
        website=f"https://{number:03d}.solution.demo.example",
        created_at=told,
        changed_at=told,
        published_at=told if state == SolutionState.PUBLISHED else None,
    )


def _spoken(number: int) -> tuple[str, ...]:
    """Most solutions are described in three languages; some in two, some in one."""
    return {3: ("fi", "en"), 5: ("sv",), 8: ("fi",), 11: ("en",)}.get(
        number % 12, ("fi", "sv", "en")
    )


def _only(text: Text, spoken: tuple[str, ...]) -> Text:
    return Text(**{code: words if code in spoken else "" for code, words in asdict(text).items()})


def _codes(hint: str, luck: random.Random, topics: dict[str, list[str]]) -> list[str]:
    """A subject that suits the name, one or two ages, and something of every other kind."""
    subjects = [code for code in topics[TopicKind.SUBJECT] if hint in code]
    chosen = (
        [luck.choice(subjects or topics[TopicKind.SUBJECT])] if topics[TopicKind.SUBJECT] else []
    )
    for kind, most in (
        (TopicKind.AGE, 2),
        (TopicKind.GOAL, 1),
        (TopicKind.LANGUAGE, 2),
        (TopicKind.DEVICE, 2),
        (TopicKind.PRICE, 1),
        (TopicKind.STAGE, 1),
    ):
        known = topics[kind]
        if kind == TopicKind.LANGUAGE:  # most speak the languages of the schools
            known = [code for code in known if code[-2:] in ("fi", "sv", "en")] or known
        chosen += luck.sample(known, min(len(known), luck.randint(1, most)))
    return chosen
