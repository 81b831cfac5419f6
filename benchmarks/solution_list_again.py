from benchmarks._solutions import HOW_MANY, cpu_seconds, same_answer, two_sites
from benchmarks.harness import Benchmark

BENCHMARK = Benchmark(
    name="solution_list_again",
    question=f"What does the list of {HOW_MANY:,} solutions cost while none changes (CPU)?",
    ours="the hub's page",
    other="a bare view",
    sides=lambda: two_sites("/en/solutions/", anew=False),
    same=same_answer,
    clock=cpu_seconds,
    at_most=1,
)
