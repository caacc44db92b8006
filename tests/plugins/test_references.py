"""What a text cites is a link where the archive holds it, from the build on in which it arrives."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.document import record
from pipeline.document.model import Passage, PassageKind
from tests.plugins.archive import Archive

CITING = "tinh/lam-giang/2024/20-nq-hdnd/index.html"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def cite(archive: Archive, *sentences: str) -> None:
    heading = Passage(PassageKind.dieu, f"Điều 1. {sentences[0]}", "dieu-1", 3)
    rest = [Passage(PassageKind.khoan, f"{n}. {said}", f"dieu-1-khoan-{n}") for n, said in enumerate(sentences[1:], 1)]
    archive.issue(20, passages=[heading, *rest])


def cited(archive: Archive, **changed: Any) -> record.Document:
    return archive.issue(15, month=7, day=9, **changed)


def test_a_cited_document_is_a_link_in_the_text(archive: Archive) -> None:
    cited(archive)
    cite(
        archive,
        "Sửa đổi Nghị quyết số 15/NQ-HĐND ngày 9/7/2024 <của> HĐND tỉnh",
        "Theo Nghị quyết số 15/NQ-HĐND & luật.",
    )
    archive.build()

    page = archive.page(CITING)
    way = "../../../../tinh/lam-giang/2024/15-nq-hdnd/index.html"
    assert f'Sửa đổi <a class="dan" href="{way}">Nghị quyết số 15/NQ-HĐND</a> ngày 9/7/2024 &lt;của&gt;' in page
    assert f'Theo <a class="dan" href="{way}">Nghị quyết số 15/NQ-HĐND</a> &amp; luật' in page


def test_a_document_that_arrives_later_becomes_a_link_in_the_same_build(archive: Archive) -> None:
    cite(archive, "Thực hiện Nghị quyết số 15/NQ-HĐND ngày 9 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang")
    archive.build()
    assert 'class="dan"' not in archive.page(CITING)

    cited(archive)
    archive.build()

    assert 'class="dan"' in archive.page(CITING)


def test_a_contradicted_day_leads_nowhere(archive: Archive) -> None:
    cited(archive)
    cite(archive, "Thực hiện Nghị quyết số 15/NQ-HĐND ngày 10/7/2024 của Hội đồng nhân dân tỉnh Lam Giang")
    archive.build()

    assert 'class="dan"' not in archive.page(CITING)


def test_a_number_that_the_council_above_used_on_the_same_day_leads_nowhere(archive: Archive) -> None:
    archive.issue(15, month=7, day=9)
    archive.issue(15, month=7, day=9, level="huyen", council="an-khe-ha")
    said = [Passage(PassageKind.dieu, "Điều 1. Theo Nghị quyết số 15/NQ-HĐND ngày 9/7/2024", "dieu-1", 3)]
    archive.issue(6, passages=said, level="huyen", council="an-khe-ha")
    archive.build()

    assert 'class="dan"' not in archive.page("huyen/an-khe-ha/2024/6-nq-hdnd/index.html")
