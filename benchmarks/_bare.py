"""The floor: the bare framework's view with the same questions to the database, nothing else."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from eduhub.kit.lang import ALPHABETS

KINDS = ("subject", "age", "goal", "language", "device", "price", "stage")
CODES_OF = {"matematik": ("subject-maths",)}  # which the hub looks up; here they are known
TOPICS = "SELECT code, kind, name ->> 'en' FROM catalogue_topic ORDER BY kind, place"
PUBLIC = """
FROM catalogue_solution s JOIN people_organisation o ON o.id = s.company_id
WHERE s.state = 'published' AND o.state = 'approved'
"""
NAME = "coalesce(nullif(s.name ->> 'en', ''), nullif(s.name ->> 'fi', ''), nullif(s.name ->> 'sv', ''))"
KEY = f'translate({NAME}, %(letters)s, %(keys)s) COLLATE "C"'
PAGE = """<h2>{{ total }} solutions</h2>
<ul>{% for code, name, count in topics %}<li>{{ name }} <b id="n-{{ code }}">{{ count }}</b></li>
{% endfor %}</ul><ol>{% for pk, name, pitch, company in rows %}
<li><h3><a href="/en/solutions/{{ pk }}/">{{ name }}</a></h3><p>{{ pitch }}</p>{{ company }}</li>
{% endfor %}</ol>"""


def view(request: HttpRequest) -> HttpResponse:
    chosen = {kind: request.GET.getlist(kind) for kind in KINDS if kind in request.GET}
    letters, keys = ALPHABETS["en"]
    told = {**chosen, "letters": letters, "keys": keys}
    query = _query(request.GET.get("q", ""))
    counts_sql, rows_sql = _questions(query, tuple(chosen))
    with connection.cursor() as cursor:
        cursor.execute(TOPICS)
        topics = cursor.fetchall()
        cursor.execute(counts_sql, told)
        counted = cursor.fetchall()
        cursor.execute(rows_sql, told)
        rows = cursor.fetchall()
    counts: dict[str, int] = {}
    for missed, code, number in counted:
        if not missed or code.startswith(missed):
            counts[code] = counts.get(code, 0) + number
    shown = [(code, name, counts.get(code, 0)) for code, _kind, name in topics]
    context = {"total": counts.get("", 0), "topics": shown, "rows": rows}
    return HttpResponse(_template().render(context))


@cache
def _questions(query: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    """The counts and the rows, as one would write them by hand."""
    words = f"AND s.words @@ ({query})" if query else ""
    fits = {kind: f"s.codes && %({kind})s::varchar[]" for kind in kinds}
    missed = [f"CASE WHEN {fit} THEN '' ELSE '{kind}' END" for kind, fit in fits.items()]
    but_one = [" AND ".join(f for k, f in fits.items() if k != kind) for kind in kinds]
    broad = f"AND (({') OR ('.join(but_one)}))" if len(kinds) > 1 else ""
    counts = f"""SELECT missed, code, count(*) FROM (
        SELECT {" || ".join(["''", *missed])} AS missed,
               unnest(array_prepend('', s.codes)) AS code {PUBLIC} {words} {broad}
    ) AS each_code GROUP BY missed, code"""
    narrow = "".join(f" AND {fit}" for fit in fits.values())
    rank = f"ts_rank(s.words, {query}) DESC, " if query else ""
    rows = f"""SELECT s.id, {NAME}, coalesce(nullif(s.pitch ->> 'en', ''),
        nullif(s.pitch ->> 'fi', ''), s.pitch ->> 'sv'), o.name ->> 'fi'
        {PUBLIC} {words} {narrow} ORDER BY {rank} {KEY}, s.id LIMIT 24"""
    return counts, rows


def _query(asked: str) -> str:
    """Each word in each dictionary or by its code, all words together."""
    each = []
    for word in asked.split():
        found = [f"to_tsquery('{d}', '{word}:*')" for d in ("finnish", "swedish", "english")]
        found += [f"'''{code}'''::tsquery" for code in CODES_OF.get(word, ())]
        each.append(f"({' || '.join(found)})")
    return " && ".join(each)


@cache
def _template() -> Any:
    return engines["django"].from_string(PAGE)


urlpatterns = [path("en/solutions/", view)]


class OwnAddresses:
    """Sends every request to this module's one view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return self.get_response(request)
