"""Trials of pilots: plan, lot, class totals, analysis, published statements."""
