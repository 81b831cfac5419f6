"""The words on screen, room by room: English in the code, Finnish and Swedish in locale/.

extract  writes every room's django.po from its code and templates; keeps what is translated
compile  writes the django.mo files that Django reads; does nothing when they are up to date
check    says what is missing, doubtful or not as `extract` would write it
"""

import argparse
import ast
import io
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, normalize, read_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # also when called as a script

from tools.placeholders import placeholder_faults
from tools.template_words import Word, words_of_template

HOUSE = ROOT / "src" / "eduhub"
LANGUAGES = ("fi", "sv")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


class Said(NamedTuple):
    """What a file says for a word: one text, or two where it has a plural."""

    texts: tuple[str, ...]
    fuzzy: bool = False
    remarks: tuple[str, ...] = ()


Key = tuple[str, str]  # msgid and context


def rooms(house: Path) -> list[Path]:
    return sorted(init.parent for init in house.glob("*/__init__.py"))


def words_in(room: Path) -> dict[Key, Word]:
    """Every word that a room's code and templates use."""
    words: dict[Key, Word] = {}
    for word in (*_words_of_code(room), *_words_of_templates(room)):
        if word.key not in words or word.plural is not None:
            words[word.key] = word
    return words


def _words_of_code(room: Path) -> Iterator[Word]:
    for file in sorted(room.rglob("*.py")):
        if "migrations" in file.relative_to(room).parts:
            continue
        code = io.BytesIO(file.read_bytes())
        for _, said, _, context in extract("python", code, keywords=KEYWORDS):
            singular, plural = said if isinstance(said, tuple) else (said, None)
            yield Word(singular, plural, context)


def _words_of_templates(room: Path) -> Iterator[Word]:
    for file in sorted((room / "templates").rglob("*")):
        if file.is_file():
            try:
                yield from words_of_template(file.read_text("utf-8"))
            except ValueError as fault:
                raise SystemExit(f"{file}: {fault}") from fault


def po_file(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(file: Path, language: str) -> dict[Key, Said]:
    """What a .po file says. One left in conflict by a merge says what both sides say."""
    if not file.exists():
        return {}
    text = file.read_text("utf-8")
    if "<<<<<<< " not in text:
        return _said(text, language, file)
    ours, theirs = (_said(_stage(file, number), language, file) for number in (2, 3))
    return theirs | _spoken(ours)


def _stage(file: Path, number: int) -> str:
    command = ["git", "show", f":{number}:./{file.name}"]
    return subprocess.run(command, cwd=file.parent, capture_output=True, text=True).stdout


def _said(text: str, language: str, file: Path) -> dict[Key, Said]:
    try:
        catalog = read_po(io.StringIO(text), locale=language, abort_invalid=True)
    except PoFileError as fault:
        raise SystemExit(f"{file}: {fault}") from fault
    return {_key(message): _one(message) for message in catalog if message.id}


def _key(message: Message) -> Key:
    msgid = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return msgid, message.context or ""


def _one(message: Message) -> Said:
    texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return Said(tuple(text or "" for text in texts), message.fuzzy, tuple(message.user_comments))


def written(language: str, words: Iterable[Word], said: Mapping[Key, Said]) -> str:
    """The .po file: sorted, one blank line between, nothing that changes by itself."""
    entries = [HEADER.format(language=language)]
    for word in sorted(words, key=lambda word: word.key):
        known = said.get(word.key, Said(()))
        lines = [f"# {remark}".rstrip() for remark in known.remarks]
        lines += ["#, fuzzy"] if known.fuzzy else []
        lines += [f"msgctxt {_quoted(word.context)}"] if word.context else []
        lines += [f"msgid {_quoted(word.msgid)}"]
        if word.plural is None:
            lines += [f"msgstr {_quoted(next(iter(known.texts), ''))}"]
        else:
            one, other = (*known.texts, "", "")[:2]
            lines += [f"msgid_plural {_quoted(word.plural)}"]
            lines += [f"msgstr[0] {_quoted(one)}", f"msgstr[1] {_quoted(other)}"]
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def _quoted(text: str) -> str:
    return str(normalize(text, width=0))


def write_all(house: Path) -> list[Path]:
    """Bring every room's files up to date; which of them changed.

    A word that is new in one room and known in another takes over what is said there.
    """
    changed = []
    for language in LANGUAGES:
        said_by = {room: read(po_file(room, language), language) for room in rooms(house)}
        anywhere = {
            key: said for known in said_by.values() for key, said in _spoken(known).items()
        }
        for room, said in said_by.items():
            words, file = words_in(room), po_file(room, language)
            if not words:
                file.unlink(missing_ok=True)
                continue
            text = written(language, words.values(), anywhere | _spoken(said))
            if not file.exists() or file.read_text("utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
                changed.append(file)
    return changed


def _spoken(known: Mapping[Key, Said]) -> dict[Key, Said]:
    return {key: said for key, said in known.items() if any(said.texts)}


def compile_all(house: Path) -> list[Path]:
    """Write the .mo files that are missing or older than their .po; which they were."""
    made = []
    for mo in house.glob("*/locale/*/LC_MESSAGES/django.mo"):
        if not mo.with_suffix(".po").exists():
            mo.unlink()
    for po in sorted(house.glob("*/locale/*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
            continue
        with po.open("rb") as source:
            catalog: Catalog = read_po(source, locale=po.parts[-3])
        with mo.open("wb") as target:
            write_mo(target, catalog)
        made.append(mo)
    return made


def faults(house: Path) -> list[str]:
    """What stands in the way of every word on screen being there in every language."""
    found = [fault for room in rooms(house) for fault in _unseen_words(room)]
    for language in LANGUAGES:
        heard: dict[Key, tuple[str, tuple[str, ...]]] = {}
        for room in rooms(house):
            words, file = words_in(room), po_file(room, language)
            said = read(file, language)
            place = f"{room.name}, {language}"
            for key, word in sorted(words.items()):
                found += [f"{place}: {fault}" for fault in _faults_of(word, said.get(key))]
                if key in said:
                    first, texts = heard.setdefault(key, (room.name, said[key].texts))
                    if texts != said[key].texts:
                        found.append(f"{place}: {word.msgid!r} is said otherwise in {first}")
            text = written(language, words.values(), said) if words else ""
            if text != (file.read_text("utf-8") if file.exists() else ""):
                found.append(f"{place}: {file.name} is not as `make words` writes it")
    return found


def _faults_of(word: Word, said: Said | None) -> Iterator[str]:
    wanted = 1 if word.plural is None else 2
    if said is None or len(said.texts) != wanted or not all(said.texts):
        yield f"no word for {word.msgid!r}"
        return
    if said.fuzzy:
        yield f"{word.msgid!r} is marked fuzzy"
    yield from placeholder_faults(word, said.texts)


def _unseen_words(room: Path) -> Iterator[str]:
    """Calls whose text is put together at run time: no catalogue can hold it."""
    for file in sorted(room.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_bytes())):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", None) not in KEYWORDS:
                continue
            if any(isinstance(told, ast.JoinedStr | ast.BinOp) for told in call.args[:2]):
                yield f"{room.name}: {file.name}:{call.lineno}: a text made at run time"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("deed", choices=["extract", "compile", "check"])
    deed = parser.parse_args(arguments).deed
    if deed == "check":
        found = faults(HOUSE)
        print("\n".join(found) or "Every word on screen is there in Finnish and Swedish.")
        return 1 if found else 0
    for file in write_all(HOUSE) if deed == "extract" else compile_all(HOUSE):
        print(f"Wrote {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
