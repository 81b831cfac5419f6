"""What each model holds of whom, for how long, and what an erasure does to it.

Every model of the hub carries a DataCard that names each of its fields once; tests/house holds
it to that. Erasing a person deletes their row of people.User: what is theirs goes with it
(CASCADE), what the hub must keep stays without them (SET_NULL), and letters and invitations
that know only an e-mail address are found by that address.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model


class DataClass(StrEnum):
    PUBLIC = "public"  # anybody may read it once it is published
    INTERNAL = "internal"  # says nothing of a person: keys, states, times, counts
    PERSONAL = "personal"  # tells of a person
    CONFIDENTIAL = "confidential"  # an organisation's own, not for others
    SECRET = "secret"  # tokens, keys, fingerprints of them


class OnErase(StrEnum):
    KEEP = "keep"  # holds nothing of a person
    DELETE = "delete"  # the row goes with the person
    CUT = "cut"  # the row stays, without the person


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCard:
    """Field names by data class (words apart by spaces), the retention and the erasure rule.

    Attributes:
        keep: the retention rule in words.
        keep_days, keep_from: where the rule runs by a clock: days after the moment in that
            field, after which the nightly sweep deletes the row.
        person: path from the row to the person, such as "user" or "membership__user"; where
            several persons may stand in a row, their paths apart by spaces.
        by_email: the field with an e-mail address, when the row knows a person only so.
    """

    keep: str
    public: str = ""
    internal: str = ""
    personal: str = ""
    confidential: str = ""
    secret: str = ""
    keep_days: int | None = None
    keep_from: str = ""
    person: str = ""
    by_email: str = ""
    on_erase: OnErase = OnErase.KEEP

    def class_of(self) -> dict[str, DataClass]:
        """Each named field with its class; a field named twice is a ValueError."""
        found: dict[str, DataClass] = {}
        for data_class in DataClass:
            for name in getattr(self, data_class.value).split():
                if name in found:
                    raise ValueError(f"{name} is named twice")
                found[name] = data_class
        return found

    @property
    def person_paths(self) -> tuple[str, ...]:
        return tuple(self.person.split())

    def ends_before(self, now: dt.datetime) -> dt.datetime | None:
        """Rows whose keep_from lies before this moment have had their time."""
        return None if self.keep_days is None else now - dt.timedelta(days=self.keep_days)


def card_of(model: type[Model]) -> DataCard:
    """The model's own card, or the one we wrote for a model of a library."""
    card = getattr(model, "DATA", None) or OF_LIBRARIES.get(model._meta.label)
    if card is None:
        raise LookupError(f"{model._meta.label} has no DataCard")
    assert isinstance(card, DataCard)
    return card


_WITH_THE_ACCOUNT = "as long as the account"

OF_LIBRARIES = {
    "account.EmailAddress": DataCard(
        internal="id user verified primary",
        personal="email",
        keep=_WITH_THE_ACCOUNT,
        person="user",
        on_erase=OnErase.DELETE,
    ),
    "account.EmailConfirmation": DataCard(
        internal="id email_address created sent",
        secret="key",
        keep="three days",
        person="email_address__user",
        on_erase=OnErase.DELETE,
    ),
    "mfa.Authenticator": DataCard(
        internal="id user type created_at last_used_at",
        secret="data",
        keep=_WITH_THE_ACCOUNT,
        person="user",
        on_erase=OnErase.DELETE,
    ),
    "socialaccount.SocialAccount": DataCard(
        internal="id user provider last_login date_joined",
        personal="uid extra_data",
        keep=_WITH_THE_ACCOUNT,
        person="user",
        on_erase=OnErase.DELETE,
    ),
    "socialaccount.SocialToken": DataCard(
        internal="id app account expires_at",
        secret="token token_secret",
        keep="not kept: tokens are not stored",
        person="account__user",
        on_erase=OnErase.DELETE,
    ),
    "socialaccount.SocialApp": DataCard(
        internal="id provider provider_id name client_id settings",
        secret="secret key",
        keep="not used: providers stand in the settings",
    ),
    "sessions.Session": DataCard(
        secret="session_key session_data",
        internal="expire_date",
        keep="until it expires; all of a person's end at erasure",
        keep_days=0,
        keep_from="expire_date",
    ),
    "usersessions.UserSession": DataCard(
        internal="id user created_at last_seen_at data",
        personal="ip user_agent",
        secret="session_key",
        keep="until the session ends",
        person="user",
        on_erase=OnErase.DELETE,
    ),
    "auth.Permission": DataCard(
        internal="id name content_type codename", keep="not used: rights stand in rules.py"
    ),
    "auth.Group": DataCard(
        internal="id name permissions", keep="not used: rights stand in rules.py"
    ),
    "contenttypes.ContentType": DataCard(internal="id app_label model", keep="with the code"),
    "procrastinate.ProcrastinateWorker": DataCard(
        internal="id last_heartbeat", keep="as long as the worker runs"
    ),
    "procrastinate.ProcrastinateJob": DataCard(
        internal="id queue_name task_name priority lock args status scheduled_at attempts"
        " queueing_lock abort_requested worker",
        keep="until done; arguments are keys and codes, never the words of a person",
    ),
    "procrastinate.ProcrastinateEvent": DataCard(internal="id job type at", keep="with its job"),
    "procrastinate.ProcrastinatePeriodicDefer": DataCard(
        internal="id task_name defer_timestamp job periodic_id",
        keep="as long as the task runs",
    ),
}
