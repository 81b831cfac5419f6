"""Whose turn it is among people with unequal shares of full load, some of them new.

Pure computation: values in, values out; no clock.
"""

from eduhub.engines.rota.turns import Balance, Turn, balance, in_turn, loads

__all__ = ["Balance", "Turn", "balance", "in_turn", "loads"]
