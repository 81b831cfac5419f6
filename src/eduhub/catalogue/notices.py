from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolutionPublished:
    solution_id: int
