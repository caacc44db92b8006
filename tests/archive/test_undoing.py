"""What a person decided at the desk is taken back whole, as long as no build or copy has shown it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.account import books
from pipeline.archive import mirror
from pipeline.document import register
from tests.archive.office import Action, Office

PERSON = "Trần Văn Núi"


def public(root: Path) -> dict[str, bytes]:
    """Everything public but the chained ledgers."""
    chained = {"receipts.jsonl", "publications.jsonl", "acts.jsonl"}
    paths = (path for path in sorted((root / "content").rglob("*")) if path.is_file() and path.name not in chained)
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


def undo(office: Office, receipt: str) -> None:
    office.store.undo(receipt, office.person(None, PERSON))


def hold_new(office: Office) -> tuple[str, str]:
    """A first document."""
    package = office.package("1.edxml", document_id="N1", number="21/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    return receipt, str(office.approve(receipt, package, title="Về mức thu").document)


def hold_update(office: Office) -> tuple[str, str]:
    """A new version with other files."""
    office.send("1.edxml", document_id="N1", number="21/2024")
    package = office.package("2.edxml", b"hai", document_id="N1", number="21/2024", action=Action.update, subject="Mới")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    return receipt, str(office.approve(receipt, package).document)


def hold_replacement(office: Office) -> tuple[str, str]:
    """A document that replaces another one, whose page changes with it."""
    office.send("1.edxml", document_id="N1", number="21/2024")
    package = office.package(
        "2.edxml", b"hai", document_id="N2", number="22/2024", action=Action.replacement, replaces=("N1",)
    )
    receipt = office.hold_read(package, "scan-needs-person").receipt
    return receipt, str(office.approve(receipt, package).document)


def hold_awaited(office: Office) -> tuple[str, str]:
    """A document for which an update had been waiting: approving it lets both in."""
    office.send("2.edxml", b"hai", document_id="N1", number="21/2024", action=Action.update)
    package = office.package("1.edxml", document_id="N1", number="21/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    return receipt, str(office.approve(receipt, package).document)


def hold_for_suspended(office: Office) -> tuple[str, str]:
    """Something new for a document that was taken down: approving it ends the suspension."""
    address = office.send("1.edxml", document_id="N1", number="21/2024").document
    office.store.published().suspend(str(address), office.person("xem lại", PERSON))
    package = office.package("2.edxml", b"hai", document_id="N1", number="21/2024", action=Action.update, subject="Mới")
    receipt = office.accept(package).receipt
    return receipt, str(office.approve(receipt, package).document)


def hold_shared_file(office: Office) -> tuple[str, str]:
    """A document whose original another one shows as well."""
    office.send("1.edxml", b"chung", document_id="N1", number="21/2024")
    package = office.package("2.edxml", b"chung", document_id="N2", number="22/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    return receipt, str(office.approve(receipt, package).document)


KINDS = [hold_new, hold_update, hold_replacement, hold_awaited, hold_for_suspended, hold_shared_file]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.removeprefix("hold_"))
def test_after_an_undone_approval_everything_stands_as_before(office: Office, kind, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    before: dict[str, object] = {}
    approve = Office.approve

    def remembering(self: Office, receipt: str, package, **values: str):  # type: ignore[no-untyped-def]
        store = self.store
        before.update(public=public(self.root), waiting=[(one.receipt, one.outcome) for one in store.held()])
        before.update(status=store.status().edited, down=set(store.shelves.book.withdrawn))
        return approve(self, receipt, package, **values)

    monkeypatch.setattr(Office, "approve", remembering)
    receipt, address = kind(office)
    assert address in office.content()
    assert public(office.root) != before["public"]

    undo(office, receipt)

    store = office.store
    assert public(office.root) == before["public"]
    assert [(one.receipt, one.outcome) for one in store.held()] == before["waiting"]
    assert (store.status().edited, store.shelves.book.withdrawn) == (before["status"], before["down"])
    assert store.damage() == []
    assert receipt not in store.shelves.registers.approvals


def test_what_was_undone_can_be_decided_again(office: Office) -> None:
    package = office.package("1.edxml", document_id="N1", number="21/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    office.approve(receipt, package)
    first = {name: data for name, data in public(office.root).items() if "addresses" not in name}
    undo(office, receipt)
    assert office.content() == {}

    office.store.refuse(receipt, office.person("chưa đúng", PERSON))
    undo(office, receipt)
    outcome = office.approve(receipt, package)

    assert outcome.document == "tinh/lam-giang/2024/21-2024-nq-hdnd"
    assert {name: data for name, data in public(office.root).items() if "addresses" not in name} == first
    acts = [(act.act, act.actor) for act in office.store.shelves.registers.acts.read()]
    assert [act for act, _ in acts] == ["approve", "undo", "refuse", "undo", "approve"]
    assert acts[1] == ("undo", PERSON)


def test_figures_count_nothing_that_was_taken_back(office: Office) -> None:
    package = office.package("1.edxml", document_id="N1", number="21/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    office.approve(receipt, package)
    undo(office, receipt)

    kept = books.read(office.root)

    assert kept.counting == ()
    assert kept.standing == {}
    assert kept.cases[receipt].waits
    assert kept.undone == {2}
    assert register.standing(kept.publications[:1]) == kept.publications[:1]  # before it was taken back it counted


def test_senders_are_not_told_what_was_taken_back(office: Office) -> None:
    package = office.package("1.edxml", document_id="N1", number="21/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    office.store.answer()
    office.store.refuse(receipt, office.person("nhầm", PERSON))
    undo(office, receipt)

    assert office.store.answer(built=True) == []


def built(office: Office) -> None:
    """As a build leaves it: the heads of the registers in output/."""
    heads = office.root / "output/du-lieu/dau-so.json"
    heads.parent.mkdir(parents=True)
    lines = len(office.store.shelves.registers.acts.read())
    heads.write_text(json.dumps({"acts": {"lines": lines, "hash": "x"}}), encoding="utf-8")


def copied(office: Office) -> None:
    mirror.copy(office.root, office.root.parent / "ban-sao")


def edited(office: Office) -> None:
    path = office.root / "content/documents/tinh/lam-giang/2024/21-2024-nq-hdnd.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Điều 1", "Điều 2"), encoding="utf-8")


def suspended(office: Office) -> None:
    office.store.published().suspend("tinh/lam-giang/2024/21-2024-nq-hdnd", office.person("xem", PERSON))


def updated(office: Office) -> None:
    office.send("9.edxml", b"chin", document_id="N1", number="21/2024", action=Action.update, subject="Khác")


@pytest.mark.parametrize("later", [built, copied, edited, suspended, updated])
def test_what_is_shown_or_built_upon_is_not_taken_back(office: Office, later) -> None:  # type: ignore[no-untyped-def]
    package = office.package("1.edxml", document_id="N1", number="21/2024")
    receipt = office.hold_read(package, "scan-needs-person").receipt
    office.approve(receipt, package)
    later(office)
    before = public(office.root)

    with pytest.raises(errors.UsageError, match=receipt):
        undo(office, receipt)

    assert public(office.root) == before


@pytest.mark.parametrize("receipt", ["TN-2024-000001", "TN-2024-000099", "", "../x"])
def test_without_a_decision_there_is_nothing_to_take_back(office: Office, receipt: str) -> None:
    office.hold_read(office.package("1.edxml"), "scan-needs-person")

    with pytest.raises(errors.UsageError, match="hoàn tác"):
        undo(office, receipt)


def test_what_was_destroyed_does_not_come_back(office: Office) -> None:
    receipt = office.hold_read(office.package("1.edxml"), "scan-needs-person").receipt
    office.store.refuse(receipt, office.person("mật", PERSON))
    office.store.purge(receipt, office.person("mật", PERSON))

    with pytest.raises(errors.UsageError, match=receipt):
        undo(office, receipt)


def test_the_newest_decision_stands_first_and_a_build_empties_the_list(office: Office) -> None:
    receipts = []
    for number in ("1", "2", "3"):
        package = office.package(f"{number}.edxml", number.encode(), document_id=number, number=f"2{number}/2024")
        receipts.append(office.hold_read(package, "scan-needs-person").receipt)
    for receipt in receipts:
        office.store.refuse(receipt, office.person("sai", PERSON))
    undo(office, receipts[1])
    assert [act.subject for act in office.store.undoable()] == [receipts[2], receipts[0]]
    assert office.store.undoable()[0].time > dt.datetime.min.replace(tzinfo=dt.UTC)
    for again in (receipts[0], receipts[1]):
        if again == receipts[0]:
            undo(office, again)
        office.store.refuse(again, office.person("vẫn sai", PERSON))
        assert office.store.undoable()[0].subject == again

    built(office)

    assert office.store.undoable() == []
