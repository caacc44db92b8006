"""Who decides is said, and what was decided is one of the acts that exist: nothing stands in for either."""

import json
from pathlib import Path

import pytest

from pipeline import archive, cli, errors
from pipeline.archive import recorded
from pipeline.document import register
from tests.archive.office import Office, found_archive

BLANK = ["", "   ", "\u00a0\u3000", "\u200b\ufeff", "\n\t", "\x00\x1f", ".", "- …", "?!"]
HASH = "ab" * 32


@pytest.mark.parametrize("blank", BLANK)
@pytest.mark.parametrize("option", ["--as", "--why"])
def test_nobody_decides_and_nothing_is_decided_without_a_reason(office: Office, option: str, blank: str) -> None:
    receipt = office.hold(office.package(), "draft").receipt
    office.send("2.edxml", b"hai", number="13/2024", document_id="B")
    person, why = (blank, "thử") if option == "--as" else ("Lê Thị Sông", blank)
    store, before, now = office.store, office.public(), office.tick()

    for act in (
        lambda: store.refuse(receipt, archive.Decider(person, now, why)),
        lambda: store.purge(receipt, archive.Decider(person, now, why)),
        lambda: store.published().restore("tinh/lam-giang/2024/13-2024-nq-hdnd", archive.Decider(person, now, why)),
    ):
        with pytest.raises(errors.UsageError, match=option):
            act()
    assert office.public() == before and office.store.held()


@pytest.mark.parametrize("act", ["Approve", "approved", "duyệt", "", "publishing", None, 1])
@pytest.mark.parametrize(
    ("name", "field"), [("acts", "act"), ("receipts", "outcome"), ("publications", "event")], ids=lambda one: str(one)
)
def test_a_word_that_no_register_knows_is_an_error_and_never_read_as_another(
    office: Office, name: str, field: str, act: object
) -> None:
    office.send("1.edxml")
    office.store.refuse(office.hold(office.package("2.edxml", b"hai"), "draft").receipt, office.person())
    path = office.root / register.FOLDER / f"{name}.jsonl"
    first, *rest = path.read_text("utf-8").splitlines()
    values = {**json.loads(first), field: act}
    values["hash"] = register.digest(values)
    path.write_text("\n".join([json.dumps(values), *rest, ""]), "utf-8")

    with pytest.raises(errors.RegisterBroken, match=name):
        getattr(office.store.shelves.registers, name).read()


WRONG = {
    "act": {"act": "aprove", "sha256": HASH, "as": "Lê Thị Sông"},
    "no act": {"sha256": HASH, "as": "Lê Thị Sông"},
    "capital": {"act": "APPROVE", "sha256": HASH, "as": "Lê Thị Sông"},
    "nobody": {"act": "approve", "sha256": HASH, "as": "\u200b "},
    "no reason": {"act": "refuse", "sha256": HASH, "as": "Lê Thị Sông"},
    "blank reason": {"act": "refuse", "sha256": HASH, "as": "Lê Thị Sông", "why": " "},
    "unknown key": {"act": "approve", "sha256": HASH, "as": "Lê Thị Sông", "sett": {}},
    "no hash": {"act": "approve", "sha256": "xyz", "as": "Lê Thị Sông"},
    "not said": {"act": "approve", "sha256": HASH, "as": "Lê Thị Sông", "set": ["a"]},
    "a list": ["approve"],
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_one_decision_that_cannot_be_understood_stops_the_file_before_the_first(tmp_path: Path, wrong: object) -> None:
    right = {"act": "refuse", "sha256": HASH, "as": "Lê Thị Sông", "why": "bản nháp"}
    path = tmp_path / "quyet-dinh.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in (right, wrong, right)), "utf-8")

    with pytest.raises(errors.UsageError, match="dòng 2"):
        recorded.read(path)


def test_decisions_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "quyet-dinh.jsonl"
    lines = [
        {"act": "approve", "sha256": HASH, "as": "Lê Thị Sông", "set": {"title": "Tên đúng"}},
        {"act": "refuse", "sha256": HASH, "as": "Lê Thị Sông", "why": "bản nháp\u2028trang 2"},
    ]
    path.write_text("\n".join([*(json.dumps(line, ensure_ascii=False) for line in lines), ""]), "utf-8")

    found = recorded.read(path)

    assert [(one.act, one.person, one.values, one.why) for one in found] == [
        ("approve", "Lê Thị Sông", {"title": "Tên đúng"}, None),
        ("refuse", "Lê Thị Sông", {}, "bản nháp\u2028trang 2"),
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", None], ids=["no text", "no JSON", "not there"])
def test_a_file_that_holds_no_decisions_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "quyet-dinh.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(errors.UsageError, match="quyet-dinh"):
        recorded.read(path)


@pytest.mark.parametrize(
    ("option", "given"),
    [
        ("NỘI_DUNG", ["note", "…", "--from", "lam-giang", "--as", "Lê Thị Sông"]),
        ("--from", ["note", "Thiếu máy quét", "--from", "-", "--as", "Lê Thị Sông"]),
        ("--as", ["note", "Thiếu máy quét", "--from", "lam-giang", "--as", "."]),
        ("--source", ["declare", "lam-giang", "2024", "normative", "--source", ".", "--last", "4", "--as", "Lê Sông"]),
    ],
)
def test_a_blank_is_named_by_the_option_it_was_typed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str, given: list[str]
) -> None:
    found_archive(tmp_path)
    monkeypatch.setattr("sys.argv", ["hdnd", "--archive", str(tmp_path), *given])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == errors.ExitCode.usage and f"{option}: để trống" in capsys.readouterr().err
