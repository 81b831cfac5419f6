"""R, kept running and asked again and again; it tells its own CPU seconds."""

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.race import Absent, Answer, Ask, Start

LOOP = """
invisible(suppressMessages({{{libraries}}}))
rows <- read.csv("{file}")
{prepare}
once <- function() {{ {once} }}
input <- file("stdin", "r")
while (length(readLines(input, 1))) {{
  begun <- sum(proc.time()[1:2])
  answer <- once()
  cat(sum(proc.time()[1:2]) - begun, format(answer, digits = 15), "\\n"); flush(stdout())
}}
"""


def in_r(
    rows: Callable[[], Mapping[str, Sequence[object]]],
    once: str,
    *,
    libraries: Sequence[str],
    prepare: str = "",
) -> Start:
    """A runner's start: `once` is R that gives a vector of numbers from a data frame `rows`."""

    @contextmanager
    def start() -> Iterator[Ask]:
        _refuse_without(libraries)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            columns = rows()
            with file.open("w", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(columns)
                writer.writerows(zip(*columns.values(), strict=True))
            script = LOOP.format(
                libraries="; ".join(f"library({each})" for each in libraries),
                file=file,
                prepare=prepare,
                once=once,
            )
            with subprocess.Popen(
                ["Rscript", "-e", script],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            ) as process:
                yield lambda: _asked(process)
                if process.stdin is not None:
                    process.stdin.close()

    return start


def _asked(process: subprocess.Popen[str]) -> tuple[Answer, float]:
    if process.stdin is None or process.stdout is None:
        raise OSError("R cannot be spoken to")
    process.stdin.write("again\n")
    process.stdin.flush()
    seconds, *answer = (float(part) for part in process.stdout.readline().split())
    return tuple(answer), seconds


def _refuse_without(libraries: Sequence[str]) -> None:
    if shutil.which("Rscript") is None:
        raise Absent("R is not installed")
    asked = "; ".join(
        f"stopifnot(requireNamespace('{each}', quietly = TRUE))" for each in libraries
    )
    if (
        libraries
        and subprocess.run(["Rscript", "-e", asked], capture_output=True, check=False).returncode
    ):
        raise Absent(f"R has no {' or no '.join(libraries)}")
