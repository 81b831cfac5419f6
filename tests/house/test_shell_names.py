"""A page's own words never take the place of the shell's, such as its languages."""

import ast
from pathlib import Path

import pytest
from django.test import RequestFactory

from eduhub.site.contexts import shell

SRC = Path(__file__).resolve().parents[2] / "src" / "eduhub"
VIEWS = sorted([*SRC.glob("*/views.py"), *SRC.glob("*/views/*.py")])


def _taken(source: str) -> set[str]:
    """Names of the shell that a literal dict has for keys; a form's values are left aside."""
    tree = ast.parse(source)
    aside = {id(inner) for one in ast.walk(tree) if _is_of_a_form(one) for inner in ast.walk(one)}
    dicts = [one for one in ast.walk(tree) if isinstance(one, ast.Dict) and id(one) not in aside]
    keys = {key.value for one in dicts for key in one.keys if isinstance(key, ast.Constant)}
    return keys & set(shell(RequestFactory().get("/")))


def _is_of_a_form(one: ast.AST) -> bool:
    """Its first values, or those that stand when two people write at once."""
    if isinstance(one, ast.keyword):
        return one.arg == "initial"
    return isinstance(one, ast.FunctionDef) and one.name == "_standing"


def test_a_taken_name_is_found():
    source = 'page(r, "a.html", {"languages": []})\nForm(initial={"actor": 1})'

    assert _taken(source) == {"languages"}


@pytest.mark.parametrize("views", VIEWS, ids=lambda file: file.relative_to(SRC).as_posix())
def test_no_view_takes_a_name_of_the_shell(views):
    assert _taken(views.read_text("utf-8")) == set()
