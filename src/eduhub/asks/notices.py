from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskAnswered:
    answer_id: int


@dataclass(frozen=True, slots=True)
class AskTakenDown:
    ask_id: int
