import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import yaml_reader
from pipeline.document import frontmatter
from pipeline.yaml_reader import UnreadableYaml
from tests import inside
from tests.document import samples

ROOT = Path(__file__).parents[1]
LINES = st.sampled_from(
    [
        "a: 1", "b: '12'", "c: 012", "d: 1e3", "e: 2024-12-09", "f: 2024-12-10T08:01:02+00:00", "g: true", "h: yes",
        "i: ~", "j:", "k: 'it''s'", 'l: "x"', "m: [1, 2]", "n: {a: 1}", "q: a: b", "r: a #b",
        "s: 0x1F", "t: 12:30:45", "u: 1_000", "v: .5", "w: 1.5", "x: '", "y: -1", "z: - a", "- 1", "- b: 2",
        "  c: 3", "  - d", "    e: 1", "# note", "key with space: 1", "f: 2024-02-30", "k: null",
        "l: 'x' y", "m: |", "  x", "p: >-", '  "gập', '  lại"', 'q: "gập',
        "n: 12/2024/NQ-HĐND", "o: 000.00.01.K98", "p: Về việc chi; thu", "q: 1.000.000", "r: =",
        "t: @x", "v: -", "w: - ", "x: ?", "y: a\tb", "z: a ", "list:", "- x: 1", "  y: 2", "- 'a'", "- ", "-",
        "é: 1", "on: 1", "f: 0.9", 'g: "\\u0301"', "h: 2024-12-09 07:30:00 +7", "? a", ": b",
    ]
)  # fmt: skip


def plainly(front: str) -> Any:
    """What PyYAML reads; None where it reads nothing, or what is refused here."""
    try:
        return yaml.safe_load(front)
    except (yaml.YAMLError, ValueError):
        return None


@settings(deadline=None)
@given(st.lists(LINES, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines)))
def test_it_reads_what_yaml_says_or_says_why_not(front: str) -> None:
    try:
        found = yaml_reader.load(front)
    except UnreadableYaml as error:
        found = None
        assert error.vi
        assert error.en

    assert found is None or found == plainly(front)


@settings(deadline=None)
@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=3))
def test_whatever_the_archive_writes_is_read_as_yaml_says(title: str, bases: list[str]) -> None:
    front = frontmatter.write(samples.document(title=title, bases=tuple(bases)))

    assert yaml_reader.load(front) == yaml.safe_load(front)


def test_what_a_hand_folds_quotes_and_notes_is_read() -> None:
    front = 'title: "Về việc\n  phân bổ"  # đã sửa\nlong: >-\n  một\n  hai\nnums: [1, 2.5, yes]\nday: 2024-12-09\n'

    assert yaml_reader.load(front) == {
        "title": "Về việc phân bổ", "long": "một hai", "nums": [1, 2.5, True], "day": dt.date(2024, 12, 9),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "vi", "en"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "dòng 3, cột 3: khóa lặp lại: c", "keys that stand twice: c in line 3"),
        ("a: &x 1\nb: *x\n", "không dùng neo và bí danh YAML (& và *)", "anchors and aliases (& and *) are not used"),
        ("a: !!int '1'\n", "dòng 1, cột 4: không dùng thẻ YAML (!)", "tags (!) are not used in line 1, column 4"),
        ("a: !!python/name:os.system\n", "dòng 1, cột 4: không dùng thẻ YAML (!)", "tags (!) are not used in line 1"),
        ("a: !!set {b}\n", "dòng 1, cột 4: không dùng thẻ YAML (!)", "tags (!) are not used in line 1, column 4"),
        ("? [a]\n: 1\n", "dòng 1, cột 3: khóa phải là chữ", "a key must be text in line 1, column 3"),
        ("<<: {a: 1}\nb: 2\n", "không đúng cú pháp YAML", "merge"),
        ("a: [1\n", "dòng 2, cột 1: không đúng cú pháp YAML", "line 2, column 1"),
        ("a: 1\n--- \nb: 2\n", "dòng 2, cột 1: không đúng cú pháp YAML", "line 2, column 1"),
        ("a: 2024-02-30\n", "dòng 1, cột 4: không có ngày, giờ, số như vậy: 2024-02-30", "day is out of range"),
        ("a: 1\nb: x\0y\n", "dòng 2: ký tự U+0000 không được có", "#x0000"),
        ("a: x\ufffe\n", "dòng 1: ký tự U+FFFE không được có", "#xfffe"),
        (b"a: \xff\n", "không phải UTF-8", "utf-8"),
        ("a: " + "[" * 20_000 + "]" * 20_000, "lồng quá 32 tầng", "nested deeper than 32 levels"),
        ("- " * 20_000 + "x", "lồng quá 32 tầng", "nested deeper than 32 levels"),
        ("a: " + "{a: " * 20_000, "lồng quá 32 tầng", "nested deeper than 32 levels"),
    ],
)  # fmt: skip
def test_what_would_say_another_thing_than_is_seen_is_refused_with_its_place(
    written: str | bytes, vi: str, en: str
) -> None:
    with pytest.raises(UnreadableYaml) as caught:
        yaml_reader.load(written)

    assert vi in caught.value.vi
    assert en in caught.value.en


def test_what_a_writer_of_yaml_named_and_repeated_is_read_where_the_office_keeps_the_file() -> None:
    row = {"slug": "lam-giang", "from": dt.date(2025, 7, 1)}
    written = yaml.safe_dump([row, row])

    assert "*id001" in written
    assert yaml_reader.load(written, anchors=True) == [row, row]
    with pytest.raises(UnreadableYaml):
        yaml_reader.load("a: &a [*a]\n", anchors=True)


def test_nothing_else_reads_yaml() -> None:
    """Beside it one plugin, which stands alone and reads other people's articles as Pelican does."""
    reads = {"load", "safe_load", "load_all", "safe_load_all", "parse", "compose", "CSafeLoader", "CParser"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in inside.code()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "yaml" and node.attr in reads
    }

    assert found == {"pipeline/yaml_reader.py", "plugins/incremental/front_matter.py"}
