"""Results worked out in R from the small data in this folder."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def results():
    return json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
