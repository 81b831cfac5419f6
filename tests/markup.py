"""What is wrong with a page's HTML: the parser's own complaints, and what it cannot know."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS

CONTROLS = {"input", "select", "textarea"}
NAMELESS = {"hidden", "submit", "reset", "button", "image"}  # named by value or alt, or unseen
HEADINGS = {f"h{level}" for level in range(1, 7)}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "list")


def valid_html(text: str) -> list[str]:
    """The faults of a whole document; [] when there are none."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    faults = [
        f"line {line}: {PARSE_ERRORS[code] % values}" for (line, _), code, values in parser.errors
    ]
    for check in (_document, _ids, _controls, _headings, _images, _nesting):
        faults += check(root)
    return faults


def _document(root: Element) -> list[str]:
    faults = [] if root.get("lang") else ["html has no lang"]
    title = root.find("head/title")
    if title is None or not _words(title):
        faults.append("the document has no title")
    if (mains := len(root.findall(".//main"))) != 1:
        faults.append(f"the document has {mains} main, not one")
    return faults


def _ids(root: Element) -> list[str]:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id") is not None)
    faults = [f"id {name!r} stands {n} times" for name, n in ids.items() if n > 1]
    faults += [f"id {name!r} is empty or has a space" for name in ids if not name or " " in name]
    for element in root.iter():
        for pointer in POINTERS:
            for name in (element.get(pointer) or "").split():
                if name not in ids:
                    faults.append(f"{element.tag} {pointer}={name!r} points nowhere")
    return faults


def _controls(root: Element) -> list[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    inside = {id(control) for label in root.iter("label") for control in label.iter()}
    faults = []
    for control in root.iter():
        if control.tag not in CONTROLS or control.get("type") in NAMELESS:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        if not named and control.get("id") not in labelled and id(control) not in inside:
            faults.append(f"{control.tag} name={control.get('name')!r} has no label")
    return faults


def _headings(root: Element) -> list[str]:
    return [f"{h.tag} is empty" for h in root.iter() if h.tag in HEADINGS and not _words(h)]


def _images(root: Element) -> list[str]:
    return [
        f"img src={img.get('src')!r} has no alt"
        for img in root.iter("img")
        if img.get("alt") is None
    ]


def _nesting(root: Element) -> list[str]:
    """A link or button inside another: the parser lets some of them pass."""
    faults = []
    for outer in (*root.iter("a"), *root.iter("button")):
        inner = [e.tag for e in outer.iter() if e is not outer and e.tag in {"a", "button"}]
        faults += [f"{outer.tag} holds {tag}" for tag in inner]
    return faults


def _words(element: Element) -> str:
    shown = "".join(element.itertext()).strip()
    return shown or " ".join(img.get("alt", "") for img in element.iter("img")).strip()
