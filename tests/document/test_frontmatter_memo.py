"""A memo of a front matter says what its YAML said: the build reads the one where it has read the other before."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import frontmatter, record
from tests.document import samples

FILE = samples.file(
    name='Phụ lục "1" \\ bản scan.pdf',
    signatures=(record.Signed(signer="Lê Thị Sông", time=samples.RECEIVED, intact=True, chain="unknown"),),
    facsimiles=(record.Facsimile(page=1, begins=0, sha256="cd" * 32, size=9, width=2, height=3),),
)
EARLIER = record.Version(
    receipt="TN-2024-000001",
    received=samples.RECEIVED,
    superseded=samples.RECEIVED.astimezone(dt.UTC),
    issued=dt.date(2024, 12, 9),
    files=(FILE,),
)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
EARLIEST = dt.datetime(1900, 1, 1)  # noqa: DTZ001 Hypothesis gives it the zones
KINDS = {
    "as most": samples.document(),
    "in versions": samples.document(versions=(EARLIER, record.Version(**{**dict(EARLIER), "receipt": "TN-2024-2"}))),
    "of a scan": samples.document(text=record.Text(method="ocr", confidence=1, unread_pages=(2, 5), gaps=("limit",))),
    "taken down": samples.document(state="suspended", state_date=dt.date(2025, 1, 2), state_ground="error"),
    "suspended before there was that state": samples.document(state="withdrawn", state_reason="Tạm gỡ để xem xét"),
    "empty texts and unknown facts": samples.document(number=None, title="", signers=(record.Signer(),), notes=("",)),
}


def same(document: record.Document) -> None:
    read = frontmatter.read(frontmatter.write(document), "x.md")
    again = frontmatter.remembered(frontmatter.memo(read))

    assert again == read
    assert frontmatter.write(again) == frontmatter.write(read)


@pytest.mark.parametrize("kind", KINDS)
def test_a_memo_is_the_document_that_was_read(kind: str) -> None:
    same(KINDS[kind])


@settings(max_examples=40)
@given(title=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])), sure=st.floats(0, 1))
def test_letters_and_figures_come_back_from_a_memo(title: str, sure: float) -> None:
    said = {"title": (record.Said(value=title, source="text", sure=sure),)}
    same(samples.document(title=title, sources=said))


@settings(max_examples=40)
@given(st.datetimes(EARLIEST, timezones=ZONES))
def test_instants_come_back_from_a_memo(received: dt.datetime) -> None:
    version = record.Version(receipt="TN-2024-1", received=received, files=())
    same(samples.document(versions=(version,)))
