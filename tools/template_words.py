"""The words of a Django template, as Django will look them up when it draws the page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.template.base import Lexer, Token, TokenType
from django.utils.text import unescape_string_literal
from django.utils.translation import trim_whitespace

CONSTANT = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\''
CALLED = re.compile(rf"(?<!\w)_\(({CONSTANT})\)")
BLOCKS = {"blocktranslate", "blocktrans"}


class Word(NamedTuple):
    """What is looked up: two words are one if their context and their msgid are."""

    msgid: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.msgid, self.context or ""


def words_of_template(text: str) -> Iterator[Word]:
    """Every word of a template; what stands in comments is left out."""
    tokens = iter(Lexer(text).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.VAR, TokenType.BLOCK):
            continue
        tag = token.contents.split(None, 1)[0] if token.token_type == TokenType.BLOCK else ""
        if tag == "comment":
            _until(tokens, {"endcomment"})
            continue
        yield from (Word(_literal(found)) for found in CALLED.findall(token.contents))
        if tag in {"translate", "trans"}:
            yield from _translate(token)
        elif tag in BLOCKS:
            yield _blocktranslate(token, tokens)


def _translate(token: Token) -> Iterator[Word]:
    bits = token.split_contents()
    if constant := re.match(CONSTANT, bits[1]):
        yield Word(_literal(constant.group()), context=_context(bits[2:]))


def _blocktranslate(token: Token, tokens: Iterator[Token]) -> Word:
    bits = token.split_contents()
    singular, end = _until(tokens, {"plural", *(f"end{name}" for name in BLOCKS)})
    plural = None
    if end == "plural":
        plural, _ = _until(tokens, {f"end{name}" for name in BLOCKS})
    texts = [_body(part) if part is not None else None for part in (singular, plural)]
    if "trimmed" in bits:
        texts = [trim_whitespace(text) if text is not None else None for text in texts]
    return Word(texts[0] or "", texts[1], _context(bits[1:]))


def _until(tokens: Iterator[Token], ends: set[str]) -> tuple[list[Token], str]:
    passed = []
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.split()[0] in ends:
            return passed, token.contents.split()[0]
        passed.append(token)
    raise ValueError(f"a template ends before {' or '.join(sorted(ends))}")


def _body(tokens: list[Token]) -> str:
    """As Django's BlockTranslateNode joins them: {{ name }} becomes %(name)s, % is doubled."""
    parts = []
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts.append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.VAR:
            parts.append(f"%({token.contents})s")
    return "".join(parts)


def _context(bits: list[str]) -> str | None:
    if "context" not in bits:
        return None
    return unescape_string_literal(bits[bits.index("context") + 1])


def _literal(constant: str) -> str:
    return unescape_string_literal(constant).replace("%", "%%")
