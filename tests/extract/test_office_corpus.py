"""Real files of every kind: an answer for each, in composed Unicode, with the head of the sheet where one stands."""

import unicodedata
from pathlib import Path

import pytest

from pipeline import media, settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.office_files import container, docx, libreoffice
from pipeline.extract.web_pages import html
from tests.shared import hostile, shared_files

LIMITS = settings.Limits()
READERS = {
    media.DOCX.media: docx.read,
    media.DOC.media: libreoffice.read,
    media.ODT.media: libreoffice.read,
    media.RTF.media: libreoffice.read,
    media.HTML.media: html.read,
    media.MARKDOWN.media: html.markdown,
}


def read(path: Path) -> Extraction:
    found = READERS[media.sniff(path).media](path, "", LIMITS)
    assert all(unicodedata.is_normalized("NFC", said) for said in texts(found)), path.name
    return found


def texts(found: Extraction) -> list[str]:
    return [said for block in found.blocks for said in (block.text, *sum(block.rows, ()))]


def has_head(found: Extraction) -> bool:
    regions = {block.region for block in found.blocks}
    return Region.header_left in regions and Region.header_right in regions


def test_real_word_files_have_heads() -> None:
    found = [read(path) for path in shared_files("corpus/files/docx/*")]

    assert sum(map(has_head, found)) >= 0.9 * len(found)
    assert not [finding for each in found for finding in each.findings]


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
def test_real_web_pages_and_portal_texts_are_read(step: int) -> None:
    paths = [*shared_files("corpus/files/html/*"), *shared_files("corpus/files/md/*")][::step]
    found = [read(path) for path in paths]

    assert sum(map(has_head, found)) >= 0.7 * len(found)
    assert all(each.characters > 200 for each in found)


@pytest.mark.long
def test_real_old_office_files_are_read() -> None:
    paths = [path for kind in ("doc", "odt", "rtf") for path in shared_files(f"corpus/files/{kind}/*")]

    for path in paths:
        found = read(path)
        assert has_head(found) or found.image_pages


def test_hostile_word_files_give_an_answer_and_what_is_to_be_held_is() -> None:
    for path, row in hostile("files/docx"):
        found = docx.read(path, "", LIMITS)

        said = " ".join(texts(found))
        held = any(finding.stops for finding in found.findings)
        if row["expected"] == "accept":
            assert not held, path.name
        elif row["threat"] not in ("secret", "personal-data"):
            assert held, path.name
        elif row["threat"] == "secret":
            assert "MẬT" in said, path.name


@pytest.mark.long
def test_hostile_open_documents_give_an_answer() -> None:
    for path, row in hostile("files/odt"):
        if media.sniff(path).media != media.ODT.media:
            continue
        found = libreoffice.read(path, "", LIMITS)

        held = any(finding.stops for finding in found.findings)
        assert held == (row["expected"] != "accept") or "MẬT" in " ".join(texts(found)), path.name


def test_public_test_files_of_other_readers_give_an_answer() -> None:
    for path in shared_files("hostile/public/*/*.docx"):
        docx.read(path, "", LIMITS)


def test_containers_of_every_kind_are_opened_or_refused_by_name() -> None:
    for path in shared_files("hostile/files/zip/*"):
        try:
            with container.opened(path, LIMITS) as box:
                for name in box.names:
                    box.read(name)
        except container.UnreadableFile as problem:
            assert path.name in problem.finding.message
