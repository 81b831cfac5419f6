"""Who is served how much, beside how many there are: counts in, rates with their doubt out."""

from eduhub.engines.shares.intervals import Interval, binomial, poisson
from eduhub.engines.shares.report import Part, Share, Standing, shares

__all__ = ["Interval", "Part", "Share", "Standing", "binomial", "poisson", "shares"]
