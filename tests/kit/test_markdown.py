import pytest

from eduhub.kit.markdown import safe_html


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# a\n## b\n# c", ["h2", "h3", "h2"]),
        ("## a\n### b\n## c", ["h2", "h3", "h2"]),
        ("# a\n#### b\n## c", ["h2", "h3", "h3"]),
        ("### a\n# b", ["h2", "h2"]),
    ],
)
def test_headings_begin_under_the_pages_own_and_none_is_skipped(source, levels):
    lines = safe_html(source).strip().splitlines()

    assert [line[1:3] for line in lines] == levels
    assert all(line.endswith(f"</{level}>") for line, level in zip(lines, levels, strict=True))


def test_nothing_that_runs_and_no_picture_gets_through():
    harm = "<script>1</script> ![x](https://a.example/p.png) [y](javascript:alert(1))"

    html = safe_html(harm)

    assert not any(tag in html for tag in ("<script", "<img", "<a "))
