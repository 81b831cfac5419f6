"""Values out of parsed JSON: of the kind that is expected, or refused with their place."""

import re
from collections.abc import Callable, Iterator, Mapping

Content = dict[str, object]
"""A JSON object that is to be written."""

FRACTION = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")


class Node:
    """A JSON object and where it stands; knows which of its keys were asked for."""

    def __init__(self, content: object, place: str) -> None:
        self.content = _object(content, place or "the file")
        self.place = place
        self.asked: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def has(self, key: str) -> bool:
        return key in self.content

    def done(self) -> None:
        """Refuse what nobody asked for: a misspelt limit must not be lost in silence."""
        unknown = sorted(self.content.keys() - self.asked)
        if unknown:
            known = ", ".join(sorted(self.asked))
            raise ValueError(f"{self.at(unknown[0])}: not known here; known are {known}")

    def _get(self, key: str) -> object:
        self.asked.add(key)
        if key not in self.content:
            raise ValueError(f"{self.at(key)}: is missing")
        return self.content[key]

    def text(self, key: str, default: str | None = None) -> str:
        return self._default(key, default, lambda: _text(self._get(key), self.at(key)))

    def number(self, key: str, default: int | None = None) -> int:
        return self._default(key, default, lambda: _number(self._get(key), self.at(key)))

    def optional_number(self, key: str) -> int | None:
        self.asked.add(key)
        return None if self.content.get(key) is None else self.number(key)

    def optional_text(self, key: str) -> str | None:
        self.asked.add(key)
        return None if self.content.get(key) is None else self.text(key)

    def share(self, key: str) -> str:
        """A number from 0 to 1 as its text, so that 0.1 stays a tenth; "0" if missing.

        A fraction that is no decimal number is a text, "1/3".
        """
        self.asked.add(key)
        match self.content.get(key, 0):
            case bool():
                pass
            case (int() | float()) as value:
                return str(value)
            case str() as value if FRACTION.fullmatch(value):
                return value
        raise ValueError(f"{self.at(key)}: expected a number from 0 to 1, or a text like 1/3")

    def truth(self, key: str) -> bool:
        """True or false; false if missing."""
        self.asked.add(key)
        match self.content.get(key, False):
            case bool() as value:
                return value
        raise ValueError(f"{self.at(key)}: expected true or false")

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, each once."""
        if default is not None and not self.has(key):
            self.asked.add(key)
            return default
        values = _list(self._get(key), self.at(key))
        texts = tuple(_text(value, f"{self.at(key)}[{at}]") for at, value in enumerate(values))
        twice = next((text for at, text in enumerate(texts) if text in texts[:at]), None)
        if twice is not None:
            raise ValueError(f"{self.at(key)}: {twice!r} comes twice")
        return texts

    def numbers(self, key: str) -> dict[str, int]:
        """An object of whole numbers; empty if missing."""
        self.asked.add(key)
        inner = Node(self.content.get(key, {}), self.at(key))
        return {name: _number(value, inner.at(name)) for name, value in inner.content.items()}

    def node(self, key: str) -> "Node":
        """An object inside; an empty one if missing."""
        self.asked.add(key)
        return Node(self.content.get(key, {}), self.at(key))

    def optional_node(self, key: str) -> "Node | None":
        """An object inside; None if null or missing."""
        self.asked.add(key)
        return None if self.content.get(key) is None else self.node(key)

    def whole_numbers(self, key: str) -> list[int]:
        """A list of whole numbers."""
        values = _list(self._get(key), self.at(key))
        return [_number(value, f"{self.at(key)}[{at}]") for at, value in enumerate(values)]

    def optional_texts(self, key: str) -> list[str | None]:
        """A list of texts, with null in place of any."""
        return [
            None if value is None else _text(value, f"{self.at(key)}[{at}]")
            for at, value in enumerate(_list(self._get(key), self.at(key)))
        ]

    def needed_nodes(self, key: str) -> Iterator["Node"]:
        """The objects of a list that must be there."""
        self._get(key)
        yield from self.nodes(key)

    def nodes(self, key: str) -> Iterator["Node"]:
        """The objects of a list; none if missing."""
        self.asked.add(key)
        for at, value in enumerate(_list(self.content.get(key, []), self.at(key))):
            yield Node(value, f"{self.at(key)}[{at}]")

    def _default[Value](self, key: str, default: Value | None, read: Callable[[], Value]) -> Value:
        self.asked.add(key)
        return default if default is not None and key not in self.content else read()


def _object(value: object, place: str) -> Mapping[str, object]:
    match value:
        case dict():
            return value
    raise ValueError(f"{place}: expected an object, got {_shown(value)}")


def _text(value: object, place: str) -> str:
    match value:
        case str():
            return value
    raise ValueError(f"{place}: expected text, got {_shown(value)}")


def _number(value: object, place: str) -> int:
    match value:
        case bool():
            pass
        case int():
            return value
    raise ValueError(f"{place}: expected a whole number, got {_shown(value)}")


def _list(value: object, place: str) -> list[object]:
    match value:
        case list():
            return value
    raise ValueError(f"{place}: expected a list, got {_shown(value)}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
