"""A look at front matter finds what its reader reads, as the archive writes it and as persons write by hand."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import front_look
from pipeline.document import frontmatter, record
from tests.document import samples

KEYS = ("code", "type", "title", "dossier")
TITLES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sm")), min_size=1, max_size=80)


def compare(front: str) -> None:
    document = frontmatter.read(front, "x.md")
    files = [file for version in document.versions for file in version.files]

    assert front_look.said(front, KEYS) == {key: getattr(document, key) for key in KEYS if getattr(document, key)}
    assert front_look.issued(front) == document.dates.issued.isoformat()
    assert front_look.receipt(front) == document.versions[0].receipt
    assert front_look.sizes(front) == {file.sha256: file.size for file in files}


@given(TITLES.filter(str.strip).map(str.strip), st.sampled_from(["", "ho-so", "2024"]))
def test_whatever_the_title_the_look_says_what_the_reader_says(title: str, dossier: str) -> None:
    compare(frontmatter.write(samples.document(title=title, dossier=dossier or None)))


@pytest.mark.parametrize("title", ["M'Drắk: giá nước", "'nước'", '"sạch" # 2', "null", "~", "12", "- a", "a: b", "%"])
def test_titles_that_yaml_quotes_are_shown_without_its_quotes(title: str) -> None:
    compare(frontmatter.write(samples.document(title=title)))


@pytest.mark.parametrize(
    "written",
    [
        "'Về giá\n  nước'", '"Về giá\\u0301 nước"', ">-\n  Về giá\n  nước", "|-\n  Về giá", "Về giá\n  nước sạch",
        "Về giá # ghi chú", "Ea H'leo",
    ],
)  # fmt: skip
def test_what_a_person_wrote_in_another_way_is_the_same(written: str) -> None:
    compare(re.sub("^title: .*$", lambda _: f"title: {written}", frontmatter.write(samples.document()), flags=re.M))


def test_an_earlier_version_and_a_signer_say_nothing_of_the_document() -> None:
    earlier = record.Version(
        receipt="TN-2024-000001", received=samples.RECEIVED, title="Khác", code="1/NQ", issued=dt.date(2020, 1, 2),
        files=(samples.file(sha256="cd" * 32, size=7),),
    )  # fmt: skip
    later = record.Version(receipt="TN-2024-000002", received=samples.RECEIVED, files=(samples.file(),))

    compare(frontmatter.write(samples.document(versions=(earlier, later))))


def test_what_is_no_yaml_says_nothing() -> None:
    assert front_look.said("title: 'a\ncode: b: c\ntype: x\n", KEYS) == {"type": "x"}
