"""Refusals of numbers that cannot be what a trial's design calls them."""

import math


def refuse_share(name: str, value: float, *, highest: float = 1.0) -> None:
    """0 <= value < highest, or a ValueError that names it."""
    if not (math.isfinite(value) and 0 <= value < highest):
        raise ValueError(f"{name} is {value}, expected at least 0 and below {highest:g}")


def refuse_inner_share(name: str, value: float) -> None:
    """0 < value < 1, or a ValueError that names it."""
    if not (math.isfinite(value) and 0 < value < 1):
        raise ValueError(f"{name} is {value}, expected between 0 and 1")


def refuse_number(name: str, value: float, *, above: float = 0.0) -> None:
    """Finite and above the bound, or a ValueError that names it."""
    if not (math.isfinite(value) and value > above):
        raise ValueError(f"{name} is {value}, expected a number above {above:g}")


def refuse_count(name: str, value: int) -> None:
    """0 or more, or a ValueError that names it."""
    if value < 0:
        raise ValueError(f"{name} is {value}, expected 0 or more")
