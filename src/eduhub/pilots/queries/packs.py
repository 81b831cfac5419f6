"""The papers of a pilot in words: six papers in three languages from one set of facts."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from eduhub.catalogue.models import Dossier
from eduhub.catalogue.queries.dossiers import facts_of, latest_of
from eduhub.kit.formats import day
from eduhub.kit.lang import Text
from eduhub.kit.leaflets import Leaflet, Part
from eduhub.pilots.models import Pack, Standing
from eduhub.pilots.queries.jurisdictions import jurisdiction_of
from eduhub.pilots.rules.privacy import destroyed_by
from eduhub.pilots.states import Lane, grade_words
from eduhub.pilots.states.privacy import PaperKind, Purpose

LANGUAGES = ("fi", "sv", "en")


def facts_for_papers(standing: Standing) -> tuple[dict[str, Any], Dossier | None]:
    """All that the papers are filled with, as JSON, and the dossier that they rest on."""
    pilot, statement, permit = standing.pilot, standing.statement, standing.gates.permit
    last = destroyed_by(pilot, permit)
    dossier = latest_of(pilot.solution_id)
    told_of_data = {}
    for language in LANGUAGES:
        with override(language):
            told_of_data[language] = _data_words(standing, dossier)
    content = {
        "number": pilot.number,
        "lane": pilot.lane,
        "solution": _three(pilot.solution.name),
        "company": _three(pilot.solution.company.name),
        "purpose": _three(pilot.purpose),
        "starts": pilot.starts.isoformat(),
        "ends": pilot.ends.isoformat(),
        "minutes_a_week": pilot.minutes_a_week,
        "schools": [_three(name) for name in _school_names(standing)],
        "grades": sorted({group.grade for group in standing.accepted}),
        "groups": len(standing.accepted),
        "data": told_of_data,
        "dossier": dossier.version if dossier else None,
        "measure": _three(statement.measure) if statement else {},
        "success": _three(statement.success) if statement else {},
        "stop_rule": _three(statement.stop_rule) if statement else {},
        "statement": statement.version if statement else None,
        "permit": permit.number if permit else "",
        "destroy_by": last.isoformat() if last else "",
    }
    if where := jurisdiction_of(pilot):  # at home nothing is added: old papers stay as they are
        content["abroad"] = {
            "market": _three(where.market.name),
            "law": _three(where.privacy_law),
            "ethics": _three(where.ethics_body),
            "permit": _three(where.permit),
            "age": pilot.pupil_age,
        }
    return content, dossier


def _three(text: Text) -> dict[str, str]:
    return {code: getattr(text, code) for code in LANGUAGES}


def _school_names(standing: Standing) -> list[Text]:
    schools = {group.school_id: group.school.name for group in standing.accepted}
    return [schools[key] for key in sorted(schools)]


def _data_words(standing: Standing, dossier: Dossier | None) -> list[list[str]]:
    if dossier is not None:
        return [[fact.name, fact.words] for fact in facts_of(dossier) if fact.is_public]
    kinds = ", ".join(standing.pilot.data_words) or _("None. Class totals only.")
    return [[_("Data on people"), kinds]]


class Writer:
    """One set of facts, said in one language (which must be the active one)."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack, self.language, self.facts = pack, language, pack.content

    def say(self, name: str) -> str:
        return str(Text.of(self.facts[name] or None))

    def day(self, name: str) -> str:
        return day(dt.date.fromisoformat(self.facts[name])) if self.facts[name] else ""

    @property
    def names(self) -> dict[str, str]:
        return {"solution": self.say("solution"), "company": self.say("company")}

    def write(self, title: str, lead: str, *parts: Part) -> Leaflet:
        number = f"{self.facts['number']}, {self.pack.version}"
        kept = tuple(p for p in parts if p.paragraphs or p.facts or p.points or p.blanks)
        return Leaflet(self.language, number, title, lead, kept)

    def basics(self) -> Part:
        schools = ", ".join(str(Text.of(name)) for name in self.facts["schools"])
        grades = ", ".join(grade_words(grade) for grade in self.facts["grades"])
        told = (
            (_("Solution"), self.say("solution")),
            (_("Company"), self.say("company")),
            (_("Question"), self.say("purpose")),
            (_("When"), f"{self.day('starts')} – {self.day('ends')}"),
            (_("Schools"), schools),
            (_("Grades"), grades),
            (_("Pilot"), self.facts["number"]),
            (_("Research permit"), self.facts["permit"]),
        )
        return Part(_("What is tried"), facts=tuple(pair for pair in told if pair[1]))

    def data(self) -> Part:
        told = tuple((name, words) for name, words in self.facts["data"][self.language])
        return Part(_("Which data are touched"), facts=told)

    def keeping(self) -> Part:
        words = [
            _(
                "In the hub a pupil is a random code, another one in each pilot. The hub has no name, no e-mail address and no identity code of a pupil. The teacher alone keeps the list of who has which code."
            ),
            _("The company sees how many take part, in whole fives, and never who."),
        ]
        if self.facts["destroy_by"]:
            words.append(_("The data are destroyed by %(day)s.") % {"day": self.day("destroy_by")})
        return Part(_("How it is kept"), paragraphs=tuple(words))

    def freedom(self) -> Part:
        return Part(
            _("It is free to choose"),
            paragraphs=(
                _(
                    "Taking part is free. Whoever does not take part, or stops, learns the same by other means, and it changes nothing in teaching or grades."
                ),
                _(
                    "A consent can be withdrawn at any time, without a reason: with the link that came after answering, or by telling the teacher. From then on nothing is collected, and the data are left out of every result that is made public later. What is public by then stays: it holds sums of whole classes, in which nobody can be recognised."
                ),
            ),
        )

    def asking(self) -> Part:
        return Part(
            _("Whom to ask"),
            paragraphs=(
                _(
                    "Ask the teacher first. The education provider is the controller of the data; its data protection officer answers questions on your rights: to see, correct and erase data, and to complain to the Data Protection Ombudsman."
                ),
            ),
        )

    def abroad(self) -> Part:
        """By whose rules, where they are not those of home."""
        told = self.facts.get("abroad") or {}
        rows = (
            (_("Market"), "market"),
            (_("Privacy law"), "law"),
            (_("Ethics body"), "ethics"),
            (_("What a study at a school needs"), "permit"),
        )
        said = tuple((label, str(Text.of(told.get(name)))) for label, name in rows)
        return Part(_("By whose rules"), facts=tuple(pair for pair in said if pair[1]))

    @property
    def for_whom(self) -> str:
        """The first words of a pupil's own consent."""
        age = (self.facts.get("abroad") or {}).get("age")
        if age is None:
            words = _(
                "Trying %(solution)s of %(company)s. For pupils of 15 and over; guardians have been informed first."
            )
            return words % self.names
        words = _(
            "Trying %(solution)s of %(company)s. For pupils of %(age)s and over; guardians have been informed first."
        )
        return words % (self.names | {"age": str(age)})

    def purposes(self) -> tuple[str, ...]:
        return tuple(str(Purpose(one).label) for one in self.pack.purposes)


def papers_of(pack: Pack, language: str) -> dict[str, Leaflet]:
    """The six papers in one language; where no consent is asked for, four."""
    with override(language):
        writer = Writer(pack, language)
        papers = {
            PaperKind.APPLICATION.value: _application(writer),
            PaperKind.SHEET_GUARDIAN.value: _for_guardians(writer),
            PaperKind.SHEET_PUPIL.value: _for_pupils(writer),
            PaperKind.SHEET_STAFF.value: _for_staff(writer),
        }
        if pack.asks_consent:
            papers[PaperKind.CONSENT_GUARDIAN.value] = _guardian_consents(writer)
            papers[PaperKind.CONSENT_PUPIL.value] = _pupil_consents(writer)
    return papers


def _application(writer: Writer) -> Leaflet:
    facts = writer.facts
    groups = str(facts["groups"])
    return writer.write(
        _("Application for a research permit"),
        _("To the education provider, on trying %(solution)s of %(company)s.") % writer.names,
        writer.basics(),
        Part(
            _("Aim and method"),
            facts=tuple(
                pair
                for pair in (
                    (_("What counts as a success"), writer.say("success")),
                    (_("Measure"), writer.say("measure")),
                    (_("Stop rule"), writer.say("stop_rule")),
                    (_("Groups taking part"), groups),
                    (_("Teacher's time a week, in minutes"), str(facts["minutes_a_week"])),
                )
                if pair[1]
            ),
            paragraphs=(
                _(
                    "The hub publishes what comes of it, whatever it is. Nobody is paid for taking part, and nothing has to be bought afterwards."
                ),
            ),
        ),
        writer.data(),
        writer.abroad(),
        writer.keeping(),
        writer.freedom(),
        Part(
            _("Enclosed"),
            points=tuple(str(kind.label) for kind in PaperKind if kind != PaperKind.APPLICATION),
        ),
        Part(_("Applicant"), blanks=(_("Name and role"), _("Day"), _("Signature"))),
    )


def _for_guardians(writer: Writer) -> Leaflet:
    return writer.write(
        _("To guardians: a pilot in your child's group"),
        _(
            "The group tries %(solution)s of %(company)s for a limited time. Here is what it means for your child."
        )
        % writer.names,
        writer.basics(),
        writer.data(),
        writer.abroad(),
        writer.keeping(),
        writer.freedom(),
        writer.asking(),
    )


def _for_pupils(writer: Writer) -> Leaflet:
    return writer.write(
        _("To you who are in the group"),
        _("We try %(solution)s in lessons. Grown-ups want to know whether it helps.")
        % writer.names,
        Part(
            _("What happens"),
            points=(
                _("You use it in lessons, like other tools."),
                _("Nobody outside school sees your name. You have a code."),
                _(
                    "You may stop whenever you want. Nobody is cross with you, and your grades stay the same."
                ),
                _("If something feels wrong, tell your teacher or somebody at home."),
            ),
        ),
        writer.data(),
    )


def _for_staff(writer: Writer) -> Leaflet:
    minutes = _("At most %(minutes)s minutes of a teacher's time a week.")
    return writer.write(
        _("To the staff of the school"),
        _("What trying %(solution)s asks of you.") % writer.names,
        writer.basics(),
        Part(
            _("What is asked of you"),
            points=(
                minutes % {"minutes": writer.facts["minutes_a_week"]},
                _(
                    "Keep the list of names and codes on paper or in the school's own system, never in the hub and never with the company."
                ),
                _(
                    "Give each family its own link, or the form on paper. Somebody else of the school checks what you enter from paper."
                ),
                _(
                    "When somebody withdraws, note it at once. From then on nothing of that pupil is used."
                ),
                _("Destroy the list when the pilot's data are destroyed."),
            ),
        ),
        writer.data(),
        writer.abroad(),
        writer.keeping(),
    )


def _guardian_consents(writer: Writer) -> Leaflet:
    both = _("Both guardians answer. Any no is a no.")
    one = _("One guardian answers for both. If the other says no, it is a no.")
    return writer.write(
        _("Consent of a guardian"),
        _("Trying %(solution)s of %(company)s. I have read the information sheet.") % writer.names,
        Part(
            _("What you are asked"),
            points=writer.purposes(),
            paragraphs=(
                both if writer.pack.guardians == 2 else one,
                _("You answer each by itself. No answer is not a yes."),
            ),
        ),
        writer.data(),
        writer.abroad(),
        writer.keeping(),
        writer.freedom(),
        writer.asking(),
        Part(
            _("On paper"),
            blanks=(_("Seat code"), _("Yes to"), _("No to"), _("Day"), _("Signature")),
        ),
    )


def _pupil_consents(writer: Writer) -> Leaflet:
    return writer.write(
        _("Your consent"),
        writer.for_whom,
        Part(
            _("What you are asked"),
            points=writer.purposes(),
            paragraphs=(_("You answer each by itself. No answer is not a yes."),),
        ),
        writer.data(),
        writer.abroad(),
        writer.keeping(),
        writer.freedom(),
        writer.asking(),
        Part(
            _("On paper"),
            blanks=(_("Seat code"), _("Yes to"), _("No to"), _("Day"), _("Signature")),
        ),
    )


def draft_of(standing: Standing) -> Pack:
    """The papers as they would be issued now, with the usual terms; nothing is stored."""
    content, dossier = facts_for_papers(standing)
    return Pack(
        pilot=standing.pilot,
        version=0,
        dossier=dossier,
        content=content,
        asks_consent=standing.pilot.lane == Lane.C,
        guardians=1,
        purposes=[Purpose.COLLECT.value, Purpose.STUDY.value],
    )
