"""Any province is one command: its councils of both times, from lists in the shape of the published ones."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import errors
from pipeline.archive import template, units_import
from pipeline.document import units, vocabulary

ORGANS = ("tinh", "huyen", "xa")


def unit(level: str, name: str, code: str) -> dict[str, Any]:
    short = name.split(" ", 1)[1] if not name.startswith(("Thành phố", "Thị trấn")) else name.split(" ", 2)[2]
    return {level: name, f"{level}Short": short, f"{level}Code": code, f"{level}Keywords": []}


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Lam Giang joined with Hải Sơn; one commune split, two that differ by a mark, an island without communes."""
    folder = tmp_path / "lists"
    folder.mkdir()
    now = {
        "DICT_PROVINCE": {
            "lg": unit("province", "Tỉnh Lam Giang", "91"),
            "kx": unit("province", "Tỉnh Khe Xanh", "92"),
        },
        "DICT_PROVINCE_WARD_NO_ACCENTED": {
            "lg": {"phuvinh": unit("ward", "Xã Phú Vinh", "1"), "haison": unit("ward", "Phường Hải Sơn", "2")},
            "kx": {"khexanh": unit("ward", "Xã Khe Xanh", "5")},
        },
        "DICT_PROVINCE_WARD_ACCENTED": {
            "lg": {"sơnhà": unit("ward", "Xã Sơn Hà", "3"), "sơnhạ": unit("ward", "Xã Sơn Hạ", "4")}
        },
    }
    before = {
        "DICT_PROVINCE": {
            "lg": unit("province", "Tỉnh Lam Giang", "91"), "hs": unit("province", "Thành phố Hải Sơn", "93"),
            "kx": unit("province", "Tỉnh Khe Xanh", "92"),
        },
        "DICT_PROVINCE_DISTRICT": {
            "lg": {"akh": unit("district", "Huyện An Khê Hạ", "911"), "dao": unit("district", "Huyện Đảo Xa", "912")},
            "hs": {"q1": unit("district", "Quận 1", "931")},
            "kx": {"kx": unit("district", "Huyện Khe Xanh", "921")},
        },
        "DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED": {
            "lg": {
                "akh": {
                    "phuvinhdong": unit("ward", "Xã Phú Vinh Đông", "11"),
                    "phuvinh": unit("ward", "Thị trấn Phú Vinh", "12"),
                    "phuvinhx": unit("ward", "Xã Phú Vinh", "13"),
                },
                "dao": {"": {"ward": float("nan"), "wardShort": float("nan"), "wardCode": float("nan")}},
            },
            "hs": {"q1": {"benxua": unit("ward", "Phường Bến Xưa", "21")}},
            "kx": {"kx": {"khexanh": unit("ward", "Xã Khe Xanh", "31")}},
        },
    }  # fmt: skip
    became = {
        "DICT_PROVINCE": {"lg": ["lg", "hs"], "kx": ["kx"]},
        "DICT_PROVINCE_WARD_NO_DIVIDED": {
            "lg": {"phuvinh": ["lg_akh_phuvinh", "lg_akh_phuvinhdong"], "haison": ["hs_q1_benxua", "lg_dao_"]},
            "kx": {"khexanh": ["kx_kx_khexanh"]},
        },
        "DICT_PROVINCE_WARD_DIVIDED": {"lg": {"lg_akh_phuvinhx": [{"newWardKey": "phuvinh"}, {"newWardKey": "sơnhà"}]}},
    }
    for name, values in zip(units_import._FILES, (now, before, became), strict=True):
        (folder / name).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    template.make(tmp_path / "kho")
    return tmp_path / "kho"


def councils(root: Path) -> dict[str, vocabulary.Council]:
    return dict(vocabulary.load(root / "content/vocabulary").councils)


def bring(root: Path, lists: Path, name: str = "Lam Giang") -> list[str]:
    return units_import.add(root, units.councils(units_import.published(name, lists), ORGANS))


def test_a_province_that_merged_has_its_predecessors_and_all_units_of_both_times(root: Path, lists: Path) -> None:
    bring(root, lists)
    found = councils(root)

    assert [kin.slug for kin in found["lam-giang-2025"].predecessors] == ["lam-giang", "hai-son"]
    assert str(found["lam-giang"].valid_to) == "2025-06-30"
    assert {c.level for c in found.values()} == {"tinh", "huyen", "xa"}
    assert found["dao-xa"].parent == "lam-giang"
    assert not list(units.doubts(yaml.safe_load((root / units_import.BODIES).read_text("utf-8"))["councils"]))


def test_a_commune_says_what_it_became_whole_or_in_part(root: Path, lists: Path) -> None:
    bring(root, lists)
    found = councils(root)

    split = found["an-khe-ha-phu-vinh-xa"]
    assert {(kin.slug, kin.part) for kin in split.successors} == {
        ("lam-giang-2025-phu-vinh", "mot-phan"),
        ("lam-giang-2025-son-ha-xa", "mot-phan"),
    }
    assert ("an-khe-ha-phu-vinh-dong", "toan-bo") in {
        (kin.slug, kin.part) for kin in found["lam-giang-2025-phu-vinh"].predecessors
    }


def test_a_province_that_merged_with_none_goes_on_as_one_council(root: Path, lists: Path) -> None:
    bring(root, lists, "khe xanh")
    found = councils(root)

    assert found["khe-xanh"].valid_to is None
    assert found["khe-xanh"].valid_from is None
    assert sorted(c.slug for c in found.values() if c.name == "Xã Khe Xanh") == [
        "khe-xanh-khe-xanh-xa",
        "khe-xanh-khe-xanh-xa-31",
    ]


def test_two_communes_that_differ_by_a_mark_are_two(root: Path, lists: Path) -> None:
    bring(root, lists)

    assert {c.name for c in councils(root).values()} >= {"Xã Sơn Hà", "Xã Sơn Hạ"}


def test_what_a_person_wrote_stays_and_a_second_import_adds_nothing(root: Path, lists: Path) -> None:
    own = [{"slug": "lam-giang", "name": "Tỉnh Lam Giang", "short": "Lam Giang", "level": "tinh", "kind": "tinh"}]
    units_import.add(root, [own[0] | {"parent": None, "note": "của tôi"}])
    bring(root, lists)
    written = (root / units_import.BODIES).read_bytes()

    assert councils(root)["lam-giang"].note == "của tôi"
    assert bring(root, lists) == []
    assert (root / units_import.BODIES).read_bytes() == written


def test_an_unknown_province_is_answered_with_the_known_ones(lists: Path) -> None:
    with pytest.raises(errors.UsageError, match="Khe Xanh, Lam Giang"):
        units_import.published("Nơi Khác", lists)


def test_doubts_name_times_levels_and_circles_of_heirs() -> None:
    rows: list[dict[str, Any]] = [
        {"slug": "lam-giang", "name": "Tỉnh Lam Giang", "level": "tinh", "valid_to": "2020-12-31"},
        {"slug": "nguoc", "name": "Xã Ngược", "level": "xa", "valid_from": "2021-01-01", "valid_to": "2015-01-01"},
        {"slug": "moi", "name": "Xã Mới", "level": "xa", "parent": "lam-giang", "valid_from": "2021-01-01"},
        {"slug": "duoi", "name": "Huyện Dưới", "level": "huyen", "parent": "moi"},
    ]
    for own, after, before in ("abc", "bca", "cab"):
        kin = {"successors": [{"slug": f"vong-{after}"}], "predecessors": [{"slug": f"vong-{before}"}]}
        rows.append({"slug": f"vong-{own}", "name": f"Xã {own}", "level": "xa", **kin})

    assert [vi for vi, _ in units.doubts(rows)] == [
        "nguoc: hết ngày 2015-01-01, trước ngày bắt đầu 2021-01-01",
        "moi: không ngày nào có cùng đơn vị trên lam-giang",
        "duoi: đơn vị trên moi không ở cấp cao hơn",
        "vong-a: successors: vòng tròn qua vong-b",
        "vong-b: successors: vòng tròn qua vong-c",
        "vong-c: successors: vòng tròn qua vong-a",
    ]


def test_doubts_name_circles_overlaps_homonyms_and_kin_of_one_side() -> None:
    row = {"name": "Xã Phú Vinh", "parent": "c"}
    rows: list[dict[str, Any]] = [
        {"slug": "c", "name": "Huyện C", "parent": "d"},
        {"slug": "d", "name": "Huyện D", "parent": "c"},
        {**row, "slug": "a", "valid_to": "2025-07-01", "successors": [{"slug": "b"}]},
        {**row, "slug": "b", "valid_from": "2025-07-01"},
        {**row, "slug": "e", "valid_from": "2025-07-02"},
    ]
    said = [vi for vi, _ in units.doubts(rows)]

    assert [one.split(":")[0] for one in said] == ["c", "d", "a", "a", "a và b", "b và e"]


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """A list in the other shape: the units of today alone, provinces without their kind."""

    def commune(name: str, code: int, codename: str) -> dict[str, Any]:
        return {"name": name, "code": code, "codename": codename, "division_type": name.split(" ", 1)[0].lower()}

    wards = [commune("Xã Phú Vinh", 1, "xa_phu_vinh"), commune("Xã Sơn Hà", 3, "xa_son_ha")]
    wards += [commune("Xã Sơn Hạ", 4, "xa_son_ha"), commune("Đặc khu Đảo Xa", 5, "dac_khu_dao_xa")]
    listed = [
        {"name": "Lam Giang", "code": 91, "codename": "lam_giang", "division_type": "tỉnh", "wards": wards},
        {"name": "Thành phố Hải Sơn", "code": 93, "codename": "hai_son", "division_type": "thành phố trung ương",
         "wards": []},
    ]  # fmt: skip
    (tmp_path / "nested-divisions.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_a_list_of_today_alone_gives_todays_councils_and_says_nothing_of_before(root: Path, today: Path) -> None:
    bring(root, today, "lam giang")
    bring(root, today, "Hải Sơn")
    found = councils(root)

    assert {c.slug: c.name for c in found.values()} == {
        "lam-giang": "Tỉnh Lam Giang",
        "hai-son": "Thành phố Hải Sơn",
        "lam-giang-phu-vinh": "Xã Phú Vinh",
        "lam-giang-son-ha-xa": "Xã Sơn Hà",
        "lam-giang-son-ha-xa-4": "Xã Sơn Hạ",
        "lam-giang-dao-xa": "Đặc khu Đảo Xa",
    }
    assert found["lam-giang"].valid_from is None
    assert not any(c.predecessors or c.successors for c in found.values())


@pytest.mark.parametrize("written", ["[{", '[{"name": "Lam Giang", "codename": "lg", "districts": []}]', None])
def test_a_list_that_cannot_be_used_is_named(tmp_path: Path, written: str | None) -> None:
    if written is not None:
        (tmp_path / "nested-divisions.json").write_text(written, encoding="utf-8")

    with pytest.raises(errors.UsageError, match=r"nested-divisions\.json"):
        units_import.published("Lam Giang", tmp_path)


def test_the_lists_are_found_in_the_folder_of_their_package(lists: Path) -> None:
    held = lists.parent / "package" / "own"
    held.mkdir(parents=True)
    lists.rename(held / "data")

    assert units_import.published("Lam Giang", held.parent) == units_import.published("Lam Giang", held / "data")
