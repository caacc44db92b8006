"""Whatever comes in whatever order: the ledgers hold, every address is answered, every page has its originals."""

import datetime as dt
import random
from pathlib import Path

import pytest

from pipeline.document import addresses
from pipeline.document.model import Action, Package
from tests.archive.office import DISTRICT, NOW, PROVINCE, Office

PACKAGES = 20
ACTIONS = (Action.new, Action.new, Action.update, Action.recall, Action.replacement)


def any_package(office: Office, chance: random.Random, index: int) -> Package:
    """A package of one of four numbers, ids and texts, from one of two councils under any of their codes or none."""
    number, action = chance.randint(1, 4), chance.choice(ACTIONS)
    return office.package(
        f"{index}.edxml",
        b"%d" % chance.randint(0, 5),
        number=f"{number}/2024",
        document_id=f"D{chance.choice([number, number, chance.randint(1, 4)])}",
        action=action,
        sender=chance.choice([PROVINCE, PROVINCE, "L77", DISTRICT, None]),
        replaces=(f"D{chance.randint(1, 4)}",) if action is Action.replacement else (),
        sent_at=NOW + dt.timedelta(hours=chance.randint(-50, 50)) if chance.random() < 0.5 else None,
    )


def take(office: Office, package: Package, chance: random.Random) -> str:
    """Send a package; the gate stops a few."""
    dice = chance.random()
    if dice < 0.1:
        return office.hold(package, "secret-suspected" if dice < 0.05 else "draft").receipt
    return office.accept(package).receipt


def all_is_well(office: Office) -> None:
    store = office.store
    found = store.status()
    assert found.broken == () and found.edited == () and not found.unfinished
    answered: dict[str, frozenset[str] | None] = {}
    shown = set()
    for address in store.shelves.catalogue.addresses():
        document, passages = store.shelves.catalogue.read(address)
        assert document.address == address
        gone = document.is_gone
        answered[address] = None if gone else frozenset([*(p.id for p in passages), *document.past_anchors])
        answered |= dict.fromkeys(document.former)
        shown |= {file.sha256 for version in document.versions for file in version.files}
    for address, anchors in addresses.read(office.root / addresses.FILE).items():
        assert (now := answered[address]) is None or anchors <= now
    assert {path.stem for path in (office.root / "content/originals").rglob("*.pdf")} == shown


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_packages_and_decisions_leaves_all_well(office: Office, tmp_path: Path, seed: int) -> None:
    chance, sent = random.Random(seed), dict[str, Package]()
    for index in range(PACKAGES):
        package = any_package(office, chance, index)
        sent[take(office, package, chance)] = package
        waiting = [item for item in office.store.held() if not item.sealed]
        if waiting and chance.random() < 0.3:
            item = chance.choice(waiting)
            office.approve(item.receipt, sent[item.receipt])

        all_is_well(office)
