from benchmarks._solutions import HOW_MANY, cpu_seconds, same_answer, two_sites
from benchmarks.harness import Benchmark

ASKED = (
    "q=matematik+spel&subject=subject-maths&subject=subject-music&age=age-7-9&language=language-sv"
)

BENCHMARK = Benchmark(
    name="solution_search",
    question=f"What do two words and three facets cost among {HOW_MANY:,} solutions, drawn anew (CPU)?",
    ours="the hub's page",
    other="a bare view",
    sides=lambda: two_sites(f"/en/solutions/?{ASKED}", anew=True),
    same=same_answer,
    clock=cpu_seconds,
    at_most=4,
)
