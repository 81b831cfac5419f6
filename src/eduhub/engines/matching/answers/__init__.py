"""Answers as JSON, and read back from it; no file is opened here."""
