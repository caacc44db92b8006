"""Signs that XML wants written otherwise are put right where they can be read in one way alone, and never slowly."""

import pytest

from pipeline.ingest import mending

LEFT = {
    "a sign nobody named": "<a>x &khac; y</a>",
    "a name without its end": "<a>x &nbsp y</a>",
    "a tag that is cut": "<a>x <b y</a>",
    "a value that may end in a stroke": "<a b=5/>",
    "a step back": "<a>x\x08y</a>",
    "an escape": "<a>x\x1b[31m</a>",
    "a comment without end": "<a><!-- x & y </a>",
    "a section": "<a><![CDATA[x & y < z]]></a>",
    "written as it should be": "<a b='&amp;'>&lt; &#7852; &#x1F600;</a>",
    "bytes that are no UTF-8": "<a>x & \udcff</a>",
}


@pytest.mark.parametrize("said", LEFT.values(), ids=LEFT)
def test_what_could_mean_two_things_or_is_right_is_left(said: str) -> None:
    assert mending.of(said.encode("utf-8", "surrogateescape")) is None


def test_padding_behind_the_last_tag_goes() -> None:
    found = mending.of(b"<a>x</a>\0\0\x1a\n")

    assert found is not None and found.data == b"<a>x</a>"


def test_a_sign_of_a_file_is_never_dropped_silently() -> None:
    mended = mending.of(b"<a>JV\x01ER</a>")

    assert mended is not None
    assert mended.data.decode() == "<a>JV\x80ER</a>"


@pytest.mark.parametrize("said", ["<!--", "<a ", "<a b=c ", "<a b='", "<![CDATA[", "&"])
def test_what_never_ends_is_looked_at_once(said: str) -> None:
    mended = mending.of((said * 50_000).encode())

    assert mended is None or len(mended.data) >= 50_000
