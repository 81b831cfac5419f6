"""How fast, beside something: `make bench`. A module has a BENCHMARK (times) or a STUDY (numbers)."""
