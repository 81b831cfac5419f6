"""The house itself: its sizes, its shelves, its names. Prints what is wrong, or one line.

Needs neither Django nor a database; tests/house asks the same questions one by one.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = Path("src/eduhub")
NO_ROOMS = {"site", "kit", "engines"}  # the top floor, what every room uses, what needs no room
FURNITURE = {"templates", "locale", "static"}  # folders without code that may stand in a room
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_TEST = 600, 59, 120, 30  # lines
MOST_POSITIONAL = 5
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "core", "shared"}
FORBIDDEN_IN_KIT = {"views", "api", "forms"}

IN_MARKUP = (
    ("a style in place", r"<style\b|\sstyle\s*="),
    ("a script in place", r"<script\b(?![^>]*\bsrc=)(?![^>]*/(?:ld\+)?json\b)"),
    ("an event handler in place", r"\s(?:on[a-z]+|hx-on[\w:.-]*)\s*=|javascript:"),
)
AROUND_ESCAPING = r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off"
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
IN_TEXTS = (
    ("unfinished", re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")),
    ("a path of one machine", re.compile(r"(?<![\w.$}/-])/(?:work|root|home/\w+|Users/\w+)/\w")),
    ("a registry's host", re.compile(r"\b(?:pypi\.org|files\.pythonhosted|registry\.npmjs)\b")),
    (
        "a word of a workplace",
        re.compile(r"\bwork" + r"trees?\b|\bsub-?" + r"agents?\b", re.IGNORECASE),
    ),
)
TEXTS = {".py", ".md", ".toml", ".html", ".txt", ".css", ".js", ".svg", ".po", ".csv", ".R", ""}


def faults(root: Path = ROOT) -> list[str]:
    return [fault for check in CHECKS for fault in check(root)]


def files_of(root: Path) -> list[Path]:
    """What belongs to the repository, relative to it; of a copy without git, all there is."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    own = told.returncode == 0 and (root / ".git").exists()
    names = told.stdout.split("\0") if own else [str(p.relative_to(root)) for p in root.rglob("*")]
    return sorted(path for name in set(names) if (root / (path := Path(name))).is_file())


def code_of(root: Path) -> list[Path]:
    files = [file for file in files_of(root) if file.suffix == ".py"]
    return [file for file in files if "migrations" not in file.parts]


def templates_of(root: Path) -> list[Path]:
    return [f for f in files_of(root) if "templates" in f.parts and HOUSE in f.parents]


def rooms_of(root: Path) -> list[str]:
    return sorted(init.parent.name for init in (root / HOUSE).glob("*/__init__.py"))


def long_files(root: Path) -> Iterator[str]:
    limits = ((code_of(root), LONGEST_FILE), (templates_of(root), LONGEST_TEMPLATE))
    for files, most in limits:
        for file in files:
            lines = len((root / file).read_text("utf-8").splitlines())
            if lines > most:
                yield f"{file}: {lines} lines, at most {most}"


def long_functions(root: Path) -> Iterator[str]:
    for file, node in _functions(root):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        is_test = file.parts[0] == "tests" and node.name.startswith("test_")
        most = LONGEST_TEST if is_test else LONGEST_FUNCTION
        if lines > most:
            yield f"{file}:{node.lineno}: {node.name} has {lines} lines, at most {most}"


def crowded_functions(root: Path) -> Iterator[str]:
    for file, node in _functions(root):
        told = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
        told = [name for name in told if name not in {"self", "cls"}]
        in_tests = file.parts[0] == "tests"  # there fixtures come by name
        if len(told) > MOST_POSITIONAL and not in_tests:
            yield f"{file}:{node.lineno}: {node.name} takes {len(told)} by position"


def _functions(root: Path) -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in code_of(root):
        for node in ast.walk(ast.parse((root / file).read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file, node


def strange_shelves(root: Path) -> Iterator[str]:
    """The shelves of a room are those of the second import contract, and its furniture."""
    shelves = shelves_of(root)
    for file in files_of(root):
        if HOUSE not in file.parents or len(inside := file.relative_to(HOUSE).parts) < 2:
            continue
        room, thing = inside[0], Path(inside[1]).stem
        is_code = file.suffix == ".py"
        if room == "kit" and is_code and thing in FORBIDDEN_IN_KIT:
            yield f"{file}: nothing in kit may be called {thing}"
        if room in NO_ROOMS or inside[1] == "__init__.py":
            continue
        if not (is_code and thing in shelves) and inside[1] not in FURNITURE:
            yield f"{file}: a room has no shelf {inside[1]}"
        elif inside[1] in {"templates", "static"} and (len(inside) < 4 or inside[2] != room):
            yield f"{file}: lies outside {inside[1]}/{room}/"


def shelves_of(root: Path) -> set[str]:
    _, contract, *_ = contracts_of(root)
    names = (name for layer in contract["layers"] for name in layer.split("|"))
    return {name.strip(" ()") for name in names} | set(contract["exhaustive_ignores"])


def contracts_of(root: Path) -> list[dict]:
    told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    return told["tool"]["importlinter"]["contracts"]


def unplaced_rooms(root: Path) -> Iterator[str]:
    """Every folder stands on the ladder, and every room has its shelves guarded."""
    floors, shelves, *_ = contracts_of(root)
    ladder = {name.strip(" ()") for layer in floors["layers"] for name in layer.split("|")}
    guarded = {name.removeprefix("eduhub.") for name in shelves["containers"]}
    rooms = set(rooms_of(root))
    yield from (f"{room} is not on the ladder" for room in sorted(rooms - ladder))
    yield from (f"{room} is on the ladder but not in the house" for room in sorted(ladder - rooms))
    rooms -= NO_ROOMS
    yield from (f"the shelves of {room} are not guarded" for room in sorted(rooms ^ guarded))


def nameless_things(root: Path) -> Iterator[str]:
    for file in files_of(root):
        if set(file.with_suffix("").parts) & NAMELESS and file.suffix in {".py", ".html"}:
            yield f"{file}: a name that says nothing"


def unsafe_templates(root: Path) -> Iterator[str]:
    """A strict CSP and escaping hold only while no page goes around them.

    Letters may carry their style, and plain text has nothing to escape.
    """
    for file in templates_of(root):
        text = (root / file).read_text("utf-8")
        markup = TAGS.sub(lambda tag: re.sub(r"[^\n]", " ", tag.group()), text)
        for what, pattern in IN_MARKUP["mail" in file.parts :]:
            for found in re.finditer(pattern, markup, re.IGNORECASE):
                yield f"{file}:{_line_of(found)}: {what}"
        for found in re.finditer(AROUND_ESCAPING, text if file.suffix != ".txt" else ""):
            yield f"{file}:{_line_of(found)}: a way around escaping"


def _line_of(found: re.Match[str]) -> int:
    return found.string.count("\n", 0, found.end()) + 1


def stray_words(root: Path) -> Iterator[str]:
    for file in files_of(root):
        if file.suffix not in TEXTS or file.name in {"house.py", "test_limits.py"}:
            continue
        try:
            lines = (root / file).read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            for what, pattern in IN_TEXTS:
                if pattern.search(line):
                    yield f"{file}:{number}: {what}"


CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (
    long_files,
    long_functions,
    crowded_functions,
    strange_shelves,
    unplaced_rooms,
    nameless_things,
    unsafe_templates,
    stray_words,
)


if __name__ == "__main__":
    found = faults()
    print("\n".join(found) or "The house keeps its sizes, its shelves and its names.")
    sys.exit(1 if found else 0)
