"""`make bench`, or `python -m benchmarks [name …] [--rounds 30] [--json FILE]`."""

import argparse
import importlib
import json
import pkgutil
import sys
from dataclasses import asdict
from pathlib import Path

import benchmarks
from benchmarks.harness import Benchmark, Differs, Study, Times, measure, told, too_slow
from benchmarks.race import Finish, Race, lines, run


def known() -> dict[str, Benchmark | Study | Race]:
    """Every BENCHMARK, STUDY and RACE of this folder's modules, by its name."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    modules = [importlib.import_module(f"benchmarks.{n}") for n in names if n[0] != "_"]
    kinds = ("BENCHMARK", "STUDY", "RACE")
    found = [getattr(m, kind) for m in modules for kind in kinds if hasattr(m, kind)]
    return {each.name: each for each in found}


def main(arguments: list[str] | None = None) -> int:
    all_of_them = known()
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(all_of_them) or 'none yet'}")
    parser.add_argument("--rounds", type=int, default=30, help="how often each side is asked")
    parser.add_argument("--json", type=Path, help="a file for every time; else none is written")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(all_of_them):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")

    kept: dict[str, object] = {}
    failed = False
    for name in asked.names or all_of_them:
        each = all_of_them[name]
        if isinstance(each, Study):
            failed |= not _holds(each)
            continue
        if isinstance(each, Race):
            finish = _raced(each, asked.rounds)
            failed |= finish is None or not all(holds for _, holds in lines(each, finish))
            kept[name] = finish and asdict(finish)
            continue
        times = _measured(each, asked.rounds)
        failed |= times is None or too_slow(each, times)
        if times is not None:
            kept[name] = {"ours": times.ours, "other": times.other, "ratio": times.ratio}
    if asked.json:
        asked.json.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    return 1 if failed else 0


def _holds(study: Study) -> bool:
    print(f"{study.name}: {study.question}")
    held = True
    for line, holds in study.lines():
        print(f"  {line}{'' if holds else '  <- not as it should be'}", flush=True)
        held &= holds
    return held


def _raced(race: Race, rounds: int) -> Finish | None:
    print(f"{race.name}: {race.question}", flush=True)
    try:
        finish = run(race, rounds)
    except Differs as fault:
        print(fault, file=sys.stderr)
        return None
    for line, holds in lines(race, finish):
        print(f"{line}{'' if holds else '  <- not as fast as we mean to be'}", flush=True)
    return finish


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
