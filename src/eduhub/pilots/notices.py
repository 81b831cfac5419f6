from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupJoined:
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupDecided:
    group_id: int


@dataclass(frozen=True, slots=True)
class PilotAgreed:
    pilot_id: int
