from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, decimals: int) -> Decimal:
    """As a person rounds: a half goes away from zero, as the number is written."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
