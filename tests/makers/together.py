"""What the small world's people do together: workspaces of two pilots, an ask, and one that is over."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eduhub.asks import services as asks
from eduhub.kit.access import machine
from eduhub.pilots.services.workspace import KIND
from eduhub.workspaces import services
from tests.makers import TODAY

KEYS = uuid.UUID("6f1f4b1f-5d6f-4f6a-9d53-2c070c1b2a1e")


def make_together(world, actor, secret) -> None:
    """In the own company's pilots; its lead has written all, but a colleague's answer."""
    now, lead, by = timezone.now(), actor("company_lead"), machine("pilots")
    told = {"by": lead, "now": now}
    for name, pilot in (("", "pilot"), (".closed", "pilot.published")):
        space = services.open_workspace(KIND, world.things[pilot], by=by, now=now)
        message = services.write_message(
            space.pk, f"Hei {secret('message')}", key=_key("message", name), **told
        )
        upload = SimpleUploadedFile("plan.txt", f"Plan {secret('file')}".encode())
        file = services.add_document(space.pk, upload, "", key=_key("file", name), **told)
        errand, agreed = services.Errand("Print"), services.Resolved("Friday", "", TODAY)
        task = services.add_task(space.pk, errand, key=_key("task", name), **told)
        services.note_decision(space.pk, agreed, key=_key("decision", name), **told)
        world.things |= {
            f"space{name}": space.pk,
            f"message{name}": message.pk,
            f"document{name}": file.document_id,
            f"task{name}": task.pk,
        }
    services.close_workspace(KIND, world.things["pilot.published"], by=by, now=now)
    _asks(world, actor, secret, now)


def _asks(world, actor, secret, now) -> None:
    told = asks.Told("seek", "skill", "Readers of Swedish", "For our tasks.", "en")
    ask = asks.post_ask(told, key=_key("ask"), by=actor("company_lead"), now=now)
    asks.answer_ask(ask.pk, f"I can {secret('answer')}", by=actor("colleague"), now=now)
    told = asks.Told("offer", "device", f"Robots {secret('ask-over')}", "Ten.", "en")
    over = asks.post_ask(told, key=_key("over"), by=actor("rival"), now=now)
    asks.close_ask(over.pk, "none", "", by=actor("rival"), now=now)
    world.things |= {"ask": ask.pk, "ask.over": over.pk}


def _key(*told: str) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(told))
