"""Scores as a sum of the application's worth, the juror's severity and chance."""
