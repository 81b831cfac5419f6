"""Files that people send are read in memory; none of them is ever written to a disk unasked."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemory(MemoryFileUploadHandler):
    """Django's own, without its way out: what is too large is refused, not put into a file."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        super().handle_raw_input(*args, **kwargs)
        if not self.activated:
            raise RequestDataTooBig("more than FILE_UPLOAD_MAX_MEMORY_SIZE in one request")
