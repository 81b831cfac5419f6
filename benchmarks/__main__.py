"""`make bench`, or `python -m benchmarks [name …] [--rounds 30] [--json FILE]`."""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import benchmarks
from benchmarks.harness import Benchmark, Differs, Times, measure, told, too_slow


def known() -> dict[str, Benchmark]:
    """Every module of this folder that has a BENCHMARK, by the benchmark's name."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    modules = [importlib.import_module(f"benchmarks.{n}") for n in names if n[0] != "_"]
    found = [module.BENCHMARK for module in modules if hasattr(module, "BENCHMARK")]
    return {benchmark.name: benchmark for benchmark in found}


def main(arguments: list[str] | None = None) -> int:
    all_of_them = known()
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(all_of_them) or 'none yet'}")
    parser.add_argument("--rounds", type=int, default=30, help="how often each side is asked")
    parser.add_argument("--json", type=Path, help="a file for every time; else none is written")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(all_of_them):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")

    kept, failed = {}, False
    for name in asked.names or all_of_them:
        times = _measured(all_of_them[name], asked.rounds)
        failed |= times is None or too_slow(all_of_them[name], times)
        if times is not None:
            kept[name] = {"ours": times.ours, "other": times.other, "ratio": times.ratio}
    if asked.json:
        asked.json.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    return 1 if failed else 0


def _measured(benchmark: Benchmark, rounds: int) -> Times | None:
    try:
        times = measure(benchmark, rounds)
    except Differs as fault:
        print(fault, file=sys.stderr)
        return None
    print(told(benchmark, times), flush=True)
    return times


if __name__ == "__main__":
    sys.exit(main())
