from eduhub.asks.services.asks import (
    LIFETIME,
    Told,
    answer_ask,
    close_ask,
    edit_ask,
    post_ask,
    renew_ask,
    take_down,
)

__all__ = [
    "LIFETIME",
    "Told",
    "answer_ask",
    "close_ask",
    "edit_ask",
    "post_ask",
    "renew_ask",
    "take_down",
]
