"""Companies and solutions: directory, exhibition, references, technical fit."""
