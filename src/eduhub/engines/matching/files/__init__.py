"""The text form of problems and answers: JSON in, JSON out; no file is opened here."""
