"""The private halves of the signing keys: files that only the hub's own account may read.

They lie in settings.KEYS, outside the database and outside its backups.
"""

import os
from pathlib import Path

from django.conf import settings


def keep(kid: str, private: bytes) -> None:
    """Write a key's private half; a FileExistsError if another one has this name already."""
    if read(kid) == private:
        return
    folder = Path(settings.KEYS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(_place(kid), flags, 0o600), "wb") as file:
        file.write(private)
        file.flush()
        os.fsync(file.fileno())


def read(kid: str) -> bytes | None:
    """The private half as PEM, or None where its file is not on this machine."""
    try:
        return _place(kid).read_bytes()
    except FileNotFoundError:
        return None


def _place(kid: str) -> Path:
    return Path(settings.KEYS) / f"{kid}.pem"
