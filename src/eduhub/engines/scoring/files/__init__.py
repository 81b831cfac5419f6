"""Juries and scores as JSON, and their answers; no file is opened here."""
