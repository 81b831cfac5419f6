"""How fast, beside something: `make bench`. A module with a BENCHMARK is a benchmark."""
