"""{% load bands %}: how old the pupil of a seat is, by the age that counts for the pilot."""

from django import template

from eduhub.pilots.states.privacy import band_words

register = template.Library()


@register.filter
def in_words(band: str, age: int) -> str:
    """{{ seat.band|in_words:pilot.pupil_age }}"""
    return band_words(band, age)
