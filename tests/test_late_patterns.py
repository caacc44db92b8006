"""Patterns that are compiled late: the same answers as those compiled at once."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.text import late

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_a_late_pattern_answers_as_one_compiled_at_once(flags: int) -> None:
    written, words = r"(?P<word>nghị)\s+(quyết)", "Nghị quyết số 12, nghị quyết số 13, nghị  quyết"
    slow, fast = late(written, flags), re.compile(written, flags)
    assert [m.span() for m in slow.finditer(words)] == [m.span() for m in fast.finditer(words)]
    assert slow.findall(words, 5) == fast.findall(words, 5)
    assert slow.sub(r"\g<word>", words) == fast.sub(r"\g<word>", words)
    assert slow.split(words, maxsplit=1) == fast.split(words, maxsplit=1)
    assert (slow.match(words) is None) == (fast.match(words) is None)
    assert slow.search(words, 3, 8) is None
    assert slow.fullmatch("nghị quyết") is not None
    assert (slow.pattern, slow.flags, slow.groups) == (fast.pattern, fast.flags, fast.groups)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_a_late_pattern_that_is_none_says_so_when_it_is_asked(flags: int) -> None:
    broken = late("(", flags)
    with pytest.raises(re.error):
        broken.search("")


def test_pages_are_made_without_what_only_received_packages_need() -> None:
    """A build of one document more loaded findings, packages and the old encodings of fonts, 40 ms for nothing."""
    code = (
        "import sys; from plugins import archive_reader, archive_feeds; from plugins.archive_pages import cards,"
        "checker, document_page, office, receipts; print(*sorted(set(sys.modules) & {'pipeline.document.model',"
        "'pipeline.document.reasons', 'pipeline.document.facts', 'pipeline.legacy_encoding'}))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True).stdout.strip() == b""
