"""Front matter of any size is read or refused in time that grows with it, in words that somebody can read."""

from collections.abc import Callable

import pytest

from pipeline import errors
from pipeline.document import frontmatter
from tests.steps import lines_run

UNKNOWN: dict[str, Callable[[int], str]] = {
    "keys": lambda count: "".join(f"khoa_{n}: 1\n" for n in range(count)),
    "keys below": lambda count: "dates:\n" + "".join(f"  khoa_{n}: 1\n" for n in range(count)),
    "keys of a list": lambda count: "files:\n" + "".join(f"- khoa_{n}: 1\n" for n in range(count)),
    "the same key": lambda count: "title: x\n" * count,
    "doubled keys": lambda count: "".join(f"khoa_{n}: 1\nkhoa_{n}: 2\n" for n in range(count)),
    "one long key": lambda count: f"{'khoa' * count}: 1\n",
    "one long key without a plain spelling": lambda count: f"? '{'khoa' * count}'\n: 1\n",
    "values of a wrong kind": lambda count: "files:\n" + "- 1\n" * count,
}


def refused(front: str) -> None:
    with pytest.raises(errors.RecordInvalid) as caught:
        frontmatter.read(front, "x.md")
    assert len(str(caught.value.facts["problems"])) < 8_000


@pytest.mark.parametrize("kind", UNKNOWN)
def test_what_is_refused_is_refused_in_linear_time(kind: str) -> None:
    fronts = [UNKNOWN[kind](count) for count in (500, 4_000)]
    small, large = (lines_run(lambda front=front: refused(front)) for front in fronts)  # type: ignore[misc]

    assert large < 8 * small + 1_000  # by the square it would be sixty-four times as much


def test_a_front_matter_beyond_all_measure_is_not_parsed() -> None:
    with pytest.raises(errors.RecordInvalid, match="nhiều nhất"):
        frontmatter.read("title: x\n" * 200_000, "x.md")


def test_the_first_errors_are_told_and_the_others_counted() -> None:
    with pytest.raises(errors.RecordInvalid, match=r"khoa_0: khóa không có trong lược đồ.*và \d+ lỗi nữa"):
        frontmatter.read(UNKNOWN["keys"](50), "x.md")
