"""What a build notes for the next is what it would find itself, or nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive_pages import json_lines, register_lines
from plugins.archive_pages.noted import Noted


@pytest.fixture
def noted(tmp_path: Path) -> Noted:
    return Noted(tmp_path / "value", lambda: "one")


def test_what_was_noted_is_read_again_under_the_same_key_alone(noted: Noted, tmp_path: Path) -> None:
    noted.write({"a": [1, (b"x", None)]})

    assert noted.read() == {"a": [1, (b"x", None)]}
    assert Noted(tmp_path / "value", lambda: "other").read() is None
    assert [path.name for path in tmp_path.iterdir()] == ["value"]


@given(cut=st.integers(0, 40), other=st.binary(max_size=6))
def test_a_note_that_is_torn_or_altered_is_none(
    cut: int, other: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("notes") / "value"
    noted = Noted(path, str)
    noted.write("some text of thirty letters ...")
    whole = path.read_bytes()
    path.write_bytes(whole[:cut] + other)

    assert noted.read() is None or path.read_bytes() == whole
    assert noted.known(lambda: "found anew") == noted.read()


def line(event: str, number: int, spaced: bool) -> bytes:
    said = {"v": 1, "event": event, "document": f"tinh/a/2024/{number}-nq-hdnd"}
    return json.dumps(said, separators=(", ", ": ") if spaced else (",", ":")).encode() + b"\n"


LINES = st.lists(
    st.builds(line, st.sampled_from(["published", "updated", "withdrawn", "moved"]), st.integers(1, 5), st.booleans())
    | st.sampled_from([b'{"event":"undone"}\n', b"{}\n", b"\n"]),
    max_size=6,
)


@given(parts=st.lists(LINES, min_size=1, max_size=4), torn=st.sampled_from([b"", b'{"event":"publ']))
def test_lines_read_with_a_note_are_those_of_the_whole_register(
    parts: list[list[bytes]], torn: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    noted = Noted(tmp_path_factory.mktemp("register") / "lines", str)
    data = b""
    for part in parts:
        data += b"".join(part)
        found = register_lines.lines(data + torn, noted, behind=1)

        assert found.told == json_lines.told(data)
        assert list(found.places.items()) == list(json_lines.ledger(json_lines.told(data)).items())


def test_a_line_that_was_altered_behind_the_note_is_read_as_it_stands(noted: Noted) -> None:
    before = b"".join(line("published", number, spaced=False) for number in range(200))
    register_lines.lines(before, noted)
    after = before.replace(b"2024/7-nq", b"2024/9-nq")

    assert noted.read() is not None
    assert register_lines.lines(after, noted).told == json_lines.told(after)
    assert register_lines.lines(before[:-10], noted).told == json_lines.told(before[:-10])
