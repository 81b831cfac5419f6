"""A page's own words never take the place of the shell's: its languages, its navigation, its actor."""

import ast
from pathlib import Path

import pytest
from django.test import RequestFactory

from eduhub.site.contexts import shell

SRC = Path(__file__).parents[2] / "src/eduhub"
VIEWS = sorted(p for room in SRC.iterdir() for p in (room / "views").glob("*.py"))


def _keys_of_contexts(source: str) -> set[str]:
    """The keys of every literal dict that is not a form's values."""
    tree = ast.parse(source)
    aside = {id(inner) for one in ast.walk(tree) if _is_of_a_form(one) for inner in ast.walk(one)}
    return {
        key.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Dict) and id(one) not in aside
        for key in one.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def _is_of_a_form(one: ast.AST) -> bool:
    """Its first values, or those that stand when two people write at once."""
    if isinstance(one, ast.keyword):
        return one.arg == "initial"
    return isinstance(one, ast.FunctionDef) and one.name == "_standing"


def test_a_taken_name_is_found():
    source = 'page(r, "a.html", {"languages": []})\nForm(initial={"actor": 1})'

    assert _keys_of_contexts(source) & set(shell(RequestFactory().get("/"))) == {"languages"}


@pytest.mark.parametrize("views", VIEWS, ids=lambda p: f"{p.parent.parent.name}/{p.name}")
def test_no_view_takes_a_name_of_the_shell(views):
    taken = _keys_of_contexts(views.read_text()) & set(shell(RequestFactory().get("/")))

    assert taken == set()
