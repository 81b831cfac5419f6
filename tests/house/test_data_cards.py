"""Every field of every table has its data class, and erasing a person does what the card says."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CASCADE, SET_NULL

from eduhub.kit.privacy import OnErase, card_of

TABLES = [m for m in apps.get_models() if not m._meta.app_label.startswith("worker")]
OURS = [m for m in TABLES if m.__module__.startswith("eduhub")]


def label(model):
    return model._meta.label


def links_to_persons(model):
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and label(field.related_model) == settings.AUTH_USER_MODEL
    ]


@pytest.mark.parametrize("model", TABLES, ids=label)
def test_a_card_names_every_field_once(model):
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    assert sorted(card_of(model).class_of()) == sorted(field.name for field in fields)


@pytest.mark.parametrize("model", TABLES, ids=label)
def test_a_card_says_how_long(model):
    card = card_of(model)
    assert card.keep
    assert (card.keep_days is None) == (card.keep_from == "")
    if card.keep_from:
        assert model._meta.get_field(card.keep_from)


@pytest.mark.parametrize("model", TABLES, ids=label)
def test_the_paths_of_a_card_lead_to_a_person_and_an_address(model):
    card = card_of(model)
    for path in card.person_paths:
        end = model
        for step in path.split("__"):
            end = end._meta.get_field(step).related_model
        assert label(end) == settings.AUTH_USER_MODEL
    if card.by_email:
        assert model._meta.get_field(card.by_email).get_internal_type() == "CharField"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_a_row_goes_or_stays_as_its_card_says(model):
    card = card_of(model)
    links = {field.name: field.remote_field.on_delete for field in links_to_persons(model)}
    assert set(links.values()) <= {CASCADE, SET_NULL}
    if label(model) == settings.AUTH_USER_MODEL:
        return
    goes = card.on_erase == OnErase.DELETE
    if links:
        assert card.person_paths, "a row that names a person says so"
        own = {path for path in card.person_paths if path in links}
        assert all((links[name] is CASCADE) == goes for name in own)
        assert all(links[name] is SET_NULL for name in set(links) - own)
    assert card.on_erase != OnErase.KEEP or not (card.person_paths or card.by_email)


def test_a_field_named_twice_is_refused():
    from eduhub.kit.privacy import DataCard

    with pytest.raises(ValueError, match="twice"):
        DataCard(keep="x", public="name", personal="name").class_of()
