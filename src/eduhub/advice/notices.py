from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdviceAsked:
    """A request came in that nobody fits yet, so that the hub must look."""

    case_id: int


@dataclass(frozen=True, slots=True)
class CaseLedAnew:
    correction_id: int


@dataclass(frozen=True, slots=True)
class MemoWritten:
    memo_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ReferralProposed:
    referral_id: int


@dataclass(frozen=True, slots=True)
class ReferralAgreed:
    referral_id: int
