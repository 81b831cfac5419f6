"""The text form of problems: JSON in, JSON out; no file is opened here."""
