import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline import errors
from pipeline.document import vocabulary
from tests import inside

ORGANS = {"xa": {"organs": [{"key": "hdnd", "name": "Hội đồng nhân dân xã"}]}}


def council(slug: str, **more: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": "Xã Phú Vinh",
        "short": "Phú Vinh",
        "level": "xa",
        "kind": "xa",
        "organs": "xa",
    } | more


def registry(folder: Path, *councils: dict[str, Any], senders: tuple[dict[str, Any], ...] = ()) -> Path:
    bodies = {"organ_sets": ORGANS, "councils": councils}
    (folder / "bodies.yaml").write_text(json.dumps(bodies, ensure_ascii=False), encoding="utf-8")
    (folder / "senders.yaml").write_text(json.dumps({"senders": senders}), encoding="utf-8")
    return folder


def told(folder: Path) -> str:
    with pytest.raises(errors.ContentError) as caught:
        vocabulary.load(folder)
    assert caught.value.exit_code == errors.ExitCode.content
    return caught.value.sentence()


def test_the_registry_of_the_program_holds() -> None:
    """In the `program/` of a new archive that is the archive's own, which may have few councils yet."""
    assert vocabulary.load(inside.registry()).organ_sets


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"valid_form": "2025-07-01"}, "phu-vinh: không có khóa 'valid_form' (gần nhất: valid_from)"),
        ({"organs": "xaa"}, "phu-vinh: organs: không có bộ cơ quan 'xaa' (gần nhất: xa)"),
        ({"parent": "an-khe"}, "phu-vinh: parent: không có hội đồng 'an-khe' (gần nhất: an-khe-ha)"),
        (
            {"predecessors": [{"slug": "an-khe-hạ"}]},
            "predecessors: không có hội đồng 'an-khe-hạ' (gần nhất: an-khe-ha)",
        ),
        ({"successors": [{"slug": "an-khe-ha", "phan": "x"}]}, "phu-vinh: successors: không có khóa 'phan'"),
        ({"successors": ["an-khe-ha"]}, "phu-vinh: successors: phải là danh sách các mục"),
        ({"level": "xã"}, "phu-vinh: level: không có cấp 'xã' (tinh, huyen, xa)"),
        ({"valid_to": "30/06/2025"}, "phu-vinh: valid_to: '30/06/2025' không phải ngày"),
        ({"slug": "an-khe-ha"}, "bodies.yaml: an-khe-ha: slug ghi 2 lần"),
    ],
    ids=lambda value: str(next(iter(value))) if isinstance(value, dict) else "",
)
def test_a_slip_in_a_council_is_told_with_its_slug(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    assert said in told(registry(tmp_path, council("an-khe-ha"), council("phu-vinh") | changed))


def test_senders_name_councils_of_the_registry_and_each_code_once(tmp_path: Path) -> None:
    rows = (
        {"code": "K1", "council": "phu-vin"},
        {"code": "K2", "aliases": ["K3"], "council": "phu-vinh"},
        {"code": "K3", "council": "phu-vinh"},
    )

    said = told(registry(tmp_path, council("phu-vinh"), senders=rows))

    assert "senders.yaml: K1: council: không có hội đồng 'phu-vin' (gần nhất: phu-vinh)" in said
    assert "senders.yaml: K3: mã ghi 2 lần" in said


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    lame = council("phu-vinh", parent="x", organs="y")
    del lame["name"]

    said = told(registry(tmp_path, lame, senders=({"code": "K1", "council": "z"},)))

    assert all(word in said for word in ("thiếu khóa name", "'x'", "'y'", "'z'"))


def test_types_are_given_once(tmp_path: Path) -> None:
    registry(tmp_path, council("phu-vinh"))
    row = {"slug": "nghi-quyet", "name": "Nghị quyết", "abbr": "NQ"}
    (tmp_path / "doctypes.yaml").write_text(json.dumps({"types": [row, row]}), encoding="utf-8")

    assert "doctypes.yaml: nghi-quyet: slug ghi 2 lần" in told(tmp_path)


@pytest.mark.parametrize("written", ["councils: [", "- a", "x: 2025-13-01", "councils: {a: 1}", "organ_sets: {xa: 1}"])
def test_a_file_of_another_shape_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / "bodies.yaml").write_text(written, encoding="utf-8")

    assert "bodies.yaml: " in told(tmp_path)


def test_a_unit_outside_the_registry_stands_in_parentheses(tmp_path: Path) -> None:
    registry(tmp_path, council("phu-vinh", predecessors=[{"slug": "(Xã cũ)", "part": None}]))

    assert vocabulary.load(tmp_path).councils["phu-vinh"].predecessors == (vocabulary.Kin("(Xã cũ)"),)


def test_an_empty_archive_has_no_councils(tmp_path: Path) -> None:
    (tmp_path / "bodies.yaml").write_text("organ_sets:\ncouncils:\n", encoding="utf-8")

    assert not vocabulary.load(tmp_path).councils


def test_a_skeleton_holds(tmp_path: Path) -> None:
    for name in ("bodies.yaml", "senders.yaml"):
        shutil.copyfile(inside.ROOT / "pipeline/skeleton" / name, tmp_path / name)

    assert not vocabulary.load(tmp_path).councils


@pytest.mark.parametrize("slug", ["con", "lpt1", "Phu-Vinh", "phú-vinh", "phu vinh", "-phu", "phu--vinh", "../phu", ""])
@pytest.mark.parametrize("listed", ["bodies.yaml", "fields.yaml"])
def test_a_slug_that_no_address_may_have_is_told_before_one_has_it(tmp_path: Path, slug: str, listed: str) -> None:
    """Packages were received for a council `con`, at addresses that live for ever; then no build could make them."""
    registry(tmp_path, council(slug if listed == "bodies.yaml" else "phu-vinh"))
    if listed == "fields.yaml":
        row = {"slug": slug, "name": "Đất đai", "words": ["đất"]}
        (tmp_path / listed).write_text(json.dumps({"fields": [row]}), encoding="utf-8")

    assert f"{listed}: {slug}: slug chỉ gồm a-z, 0-9 và gạch nối" in told(tmp_path)


@pytest.mark.parametrize("slug", ["con-cuong", "com10", "xa-2", "lpt", "0"])
def test_a_slug_that_only_looks_like_one_is_taken(tmp_path: Path, slug: str) -> None:
    assert vocabulary.load(registry(tmp_path, council(slug)))
