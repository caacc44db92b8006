import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import frontmatter, plain_yaml
from tests.document import samples

LINES = st.sampled_from(
    [
        "a: 1", "b: '12'", "c: 012", "d: 1e3", "e: 2024-12-09", "f: 2024-12-10T08:01:02+00:00", "g: true", "h: yes",
        "i: ~", "j:", "k: 'it''s'", 'l: "x"', "m: [1, 2]", "n: {a: 1}", "o: &x 1", "p: *x", "q: a: b", "r: a #b",
        "s: 0x1F", "t: 12:30:45", "u: 1_000", "v: .5", "w: 1.5", "x: '", "y: -1", "z: - a", "a: 2", "- 1", "- b: 2",
        "  c: 3", "  - d", "    e: 1", "# note", "key with space: 1", "f: 2024-02-30", "k: null",
        "l: 'x' y", "m: |", "  x",
        "n: 12/2024/NQ-HĐND", "o: 000.00.01.K98", "p: Về việc chi; thu", "q: 1.000.000", "r: =", "s: <<",
        "t: @x", "u: !x y",
        "v: -", "w: - ", "x: ?", "y: a\tb", "z: a ", "list:", "- x: 1", "  y: 2", "- 'a'", "- ", "-",
        "é: 1", "on: 1", "f: 0.9",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines)))
def test_it_reads_what_libyaml_reads_or_nothing(front: str) -> None:
    found = plain_yaml.load(front)

    assert found is None or found == (yaml.safe_load(front) or {})


@settings(deadline=None)
@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=3))
def test_whatever_the_archive_writes_is_read_the_same_or_left_to_the_strict_reader(
    title: str, bases: list[str]
) -> None:
    front = frontmatter.write(samples.document(title=title, bases=tuple(bases)))
    found = plain_yaml.load(front)

    assert found is None or found == yaml.safe_load(front)


def test_an_ordinary_document_takes_the_short_way() -> None:
    front = frontmatter.write(samples.document())

    assert plain_yaml.load(front) == yaml.safe_load(front)
