"""Whether a translation fills in the same values as its original."""

import re
from collections.abc import Iterator, Sequence

from tools.template_words import Word

PERCENT = re.compile(r"%%|%\(([^)]+)\)[#0 +-]*[\d.]*[a-zA-Z]|%([sd])")
BRACE = re.compile(r"\{(\w*)(?:[.\[!:][^{}]*)?\}")


def placeholders(text: str) -> list[str]:
    """%(name)s, %s and {name}, each as often as it stands there, in order of the alphabet."""
    by_percent = [f"%({m[1]})s" if m[1] else m[0] for m in PERCENT.finditer(text) if m[0] != "%%"]
    return sorted(by_percent + [m[0] for m in BRACE.finditer(text)])


def placeholder_faults(word: Word, texts: Sequence[str]) -> Iterator[str]:
    """What the texts fill in otherwise than their original.

    The first form of a plural is for exactly one, so it may leave the number out ("a school").
    """
    wanted = placeholders(word.plural or word.msgid)
    for number, text in enumerate(texts):
        own = placeholders(text)
        missing, extra = set(wanted) - set(own), set(own) - set(wanted)
        may_miss = 1 if word.plural and number == 0 and not missing & {"%s", "%d"} else 0
        if extra or len(missing) > may_miss:
            yield f"{word.msgid!r}: {text!r} has {own or 'nothing to fill in'}, not {wanted}"
        elif "%(" in "".join(wanted) and "%" in PERCENT.sub("", text):
            yield f"{word.msgid!r}: in {text!r} a % must be written %%"
