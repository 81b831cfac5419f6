"""Values out of parsed JSON: of the kind that is expected, or refused with their place."""

from collections.abc import Iterator

Content = dict[str, object]
"""A JSON object that is to be written."""


class Node:
    """A JSON object and where it stands; knows which of its keys were asked for."""

    def __init__(self, content: object, place: str) -> None:
        self.content = _object(content, place or "the file")
        self.place = place
        self.asked: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

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

    def _has(self, key: str) -> bool:
        self.asked.add(key)
        return self.content.get(key) is not None

    def text(self, key: str) -> str:
        return _text(self._get(key), self.at(key))

    def whole(self, key: str) -> int:
        return _whole(self._get(key), self.at(key))

    def optional_whole(self, key: str) -> int | None:
        return self.whole(key) if self._has(key) else None

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; empty if missing."""
        return tuple(_whole(value, place) for value, place in self._list(key))

    def number(self, key: str, default: float | None = None) -> float:
        """A number; the default if missing or null."""
        if default is not None and not self._has(key):
            return default
        return _number(self._get(key), self.at(key))

    def truth(self, key: str) -> bool:
        """True or false; false if missing."""
        self.asked.add(key)
        match self.content.get(key, False):
            case bool() as value:
                return value
        raise ValueError(f"{self.at(key)}: expected true or false")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty if missing."""
        texts = tuple(_text(value, place) for value, place in self._list(key))
        if len(set(texts)) < len(texts):
            twice = next(text for at, text in enumerate(texts) if text in texts[:at])
            raise ValueError(f"{self.at(key)}: {twice!r} comes twice")
        return texts

    def needed_texts(self, key: str) -> tuple[str, ...]:
        self._get(key)
        return self.texts(key)

    def needed_nodes(self, key: str) -> Iterator["Node"]:
        """The objects of a list that must be there."""
        self._get(key)
        for value, place in self._list(key):
            yield Node(value, place)

    def numbers_of(self, key: str) -> Iterator[tuple[str, str, float]]:
        """An object of objects of numbers: outer name, inner name, number."""
        outer = Node(self._get(key), self.at(key))
        for name, value in outer.content.items():
            inner = Node(value, outer.at(_text(name, outer.place)))
            if not inner.content:
                raise ValueError(f"{inner.place}: expected one number at least")
            for other, number in inner.content.items():
                yield name, _text(other, inner.place), _number(number, inner.at(other))

    def _list(self, key: str) -> Iterator[tuple[object, str]]:
        self.asked.add(key)
        match self.content.get(key, []):
            case list() as values:
                yield from ((value, f"{self.at(key)}[{at}]") for at, value in enumerate(values))
            case other:
                raise ValueError(f"{self.at(key)}: expected a list, got {_shown(other)}")


def _object(value: object, place: str) -> dict[str, object]:
    match value:
        case dict():
            return value
    raise ValueError(f"{place}: expected an object, got {_shown(value)}")


def _text(value: object, place: str) -> str:
    match value:
        case str() if not value.strip():
            raise ValueError(f"{place}: expected text that is not empty")
        case str() if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError(f"{place}: expected text, got half a character in {value!a}")
        case str():
            return value
    raise ValueError(f"{place}: expected text, got {_shown(value)}")


def _whole(value: object, place: str) -> int:
    match value:
        case bool():
            pass
        case int():
            return value
    raise ValueError(f"{place}: expected a whole number, got {_shown(value)}")


def _number(value: object, place: str) -> float:
    match value:
        case bool():
            pass
        case (int() | float()) as number:
            try:
                return float(number)
            except OverflowError as trouble:
                raise ValueError(f"{place}: expected a number of usual size") from trouble
    raise ValueError(f"{place}: expected a number, got {_shown(value)}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
