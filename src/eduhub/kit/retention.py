"""Retention clocks: what has had its time is deleted, a few hundred rows at a time."""

import datetime as dt

from django.apps import apps
from django.db import transaction

from eduhub.kit.privacy import card_of

BATCH = 500


def sweep(*, now: dt.datetime) -> dict[str, int]:
    """Delete the rows whose card says that their time is over; how many of which model."""
    gone: dict[str, int] = {}
    for model in apps.get_models():
        card = getattr(model, "DATA", None) or (
            card_of(model) if model._meta.label == "sessions.Session" else None
        )
        before = card.ends_before(now) if card else None
        if card is None or before is None:
            continue
        old = model._default_manager.filter(**{f"{card.keep_from}__lt": before})
        count = 0
        while keys := list(old.values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                model._default_manager.filter(pk__in=keys).delete()
            count += len(keys)
        if count:
            gone[model._meta.label] = count
    return gone
