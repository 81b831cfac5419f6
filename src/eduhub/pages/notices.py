from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewsShown:
    """A piece of news can be read by everybody from now on."""

    page_id: int
