"""Sector statistics and the public figures: reads the floors below, owns the published indicators."""
