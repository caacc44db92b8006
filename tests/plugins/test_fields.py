"""Fields of life and the kinds of documents on the site: pages, feeds, tables, the facet."""

import csv
import io
import json
import re

import pytest

from pipeline.document.record import Dates, Effect
from plugins.incremental import UnreadableSource
from tests.plugins.archive import Archive
from tests.plugins.test_archive_pages import broken_links


def test_a_field_has_a_page_a_year_and_a_feed_while_documents_have_it(archive: Archive) -> None:
    archive.issue(7, field="giao-duc", title="Quy định mức học phí")
    archive.issue(8, 2023, field="giao-duc", title="Về trường mầm non")
    archive.issue(9, title="Về việc thứ chín")
    archive.build()

    page = archive.page("linh-vuc/giao-duc/index.html")
    assert "Quy định mức học phí" in page and "Về trường mầm non" in page and "Về việc thứ chín" not in page
    assert 'href="2023/index.html"' in page or 'href="../../linh-vuc/giao-duc/2023/index.html"' in page
    assert "Về trường mầm non" in archive.page("linh-vuc/giao-duc/2023/index.html")
    assert "Quy định mức học phí" in archive.page("linh-vuc/giao-duc/atom.xml")
    assert "linh-vuc/giao-duc/index.html" in archive.page("index.html")
    assert "linh-vuc/giao-duc/index.html" in archive.page("tinh/lam-giang/2024/7-nq-hdnd/index.html")
    assert "linh-vuc/" not in archive.page("tinh/lam-giang/2024/9-nq-hdnd/index.html")
    assert [one for one in broken_links(archive.output) if "originals/" not in one] == []

    archive.issue(7, field=None, title="Quy định mức học phí", event="updated")
    archive.issue(8, 2023, field="y-te", title="Về trường mầm non", event="updated")
    archive.build()

    assert not (archive.output / "linh-vuc/giao-duc").exists()
    assert "Về trường mầm non" in archive.page("linh-vuc/y-te/2023/index.html")
    assert [one for one in broken_links(archive.output) if "originals/" not in one] == []


def test_the_search_counts_by_field_and_the_tables_name_it(archive: Archive) -> None:
    archive.issue(7, field="giao-duc")
    archive.issue(9)
    archive.build()

    meta = json.loads(re.sub(r"^hdnd\.meta\(|\)\s*$", "", archive.page("search/meta.js")))
    place = meta["facets"].index("field")
    assert meta["labels"]["facets"][place]["values"] == {"giao-duc": "Giáo dục, đào tạo"}
    assert meta["labels"]["facets"][place]["label"] == "Lĩnh vực"
    rows = list(csv.DictReader(io.StringIO(archive.page("du-lieu/2024.csv").lstrip("\ufeff"))))
    assert sorted(row["linh_vuc"] for row in rows) == ["", "giao-duc"]


def test_the_home_page_lists_the_commonest_field_first(archive: Archive) -> None:
    archive.issue(7, field="giao-duc")
    archive.issue(8, field="y-te")
    archive.issue(9, field="y-te")
    archive.issue(10, field="van-hoa")
    archive.build()

    listed = re.findall(r'href="linh-vuc/([^/]+)/index\.html"', archive.page("index.html"))
    assert listed[0] == "y-te"
    assert sorted(listed[1:]) == ["giao-duc", "van-hoa"]


def test_a_field_that_the_table_does_not_know_stops_the_document_by_name(archive: Archive) -> None:
    archive.issue(7, field="thien-van")

    with pytest.raises((UnreadableSource, SystemExit, Exception), match=r"thien-van.*fields\.yaml"):
        archive.build()


def test_an_individual_resolution_is_called_so_and_has_no_status_of_effect(archive: Archive) -> None:
    archive.issue(7, normative=False, term="X", session="THỨ MƯỜI LĂM")
    archive.issue(8, normative=True, session="chuyên đề")
    archive.issue(9, normative=None)
    archive.build()

    individual, normative, other = (
        archive.page(f"tinh/lam-giang/2024/{number}-nq-hdnd/index.html") for number in (7, 8, 9)
    )
    assert '<span class="tag">Cá biệt</span>' in individual and "<dt>Hiệu lực</dt>" not in individual
    assert 'khoa-x-ky-15/index.html">thứ mười lăm, khóa X</a></dd>' in individual
    assert "7/NQ-HĐND" in archive.page("tinh/lam-giang/ky-hop/khoa-x-ky-15/index.html")
    assert "Kỳ họp thứ mười lăm, khóa X" in archive.page("tinh/lam-giang/index.html")
    assert '<span class="tag">Quy phạm pháp luật</span>' in normative and "<dt>Hiệu lực</dt>" in normative
    assert '/index.html">chuyên đề</a></dd>' in normative
    assert "Cá biệt" not in other and "<dt>Kỳ họp</dt>" not in other


def test_what_an_individual_resolution_says_of_its_own_effect_is_still_said(archive: Archive) -> None:
    dates = Dates.model_validate({"issued": "2024-12-10", "effective_from": "2024-12-20"})
    archive.issue(7, normative=False, dates=dates, effect=Effect(evidence="Có hiệu lực từ ngày 20/12/2024."))
    archive.build()

    assert "Có hiệu lực từ 20/12/2024" in archive.page("tinh/lam-giang/2024/7-nq-hdnd/index.html")
