"""Dossiers joined, split and closed by acts that are recorded as others are and can be taken back."""

import datetime as dt

import pytest

from pipeline import errors
from pipeline.document.model import Action
from tests.archive.office import ZONE, Office

ROADS, PATHS = "lam-giang-sua-duong", "lam-giang-sua-duong-lien-thon"


def send(office: Office, number: int, dossier: str, text: bytes = b"mot") -> str:
    """A document of a dossier, as its title names it; its address."""
    said = {"number": f"{number}/2024", "document_id": f"A{number}"}
    done = office.accept(office.package(f"{number}.edxml", text, **said), dossier=dossier, oversight="kh-gs")
    assert done.outcome == "accepted" and done.document
    return done.document


def places(office: Office, *addresses: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(one.dossier, one.past_dossiers) for one in (office.document(address) for address in addresses)]


@pytest.fixture
def three(office: Office) -> tuple[str, str, str]:
    """Two documents of one dossier, and one of another."""
    return send(office, 1, "sua-duong"), send(office, 2, "sua-duong"), send(office, 3, "sua-duong-lien-thon", b"ba")


def test_a_joined_dossier_s_documents_move_in_one_act_and_remember_it(
    office: Office, three: tuple[str, str, str]
) -> None:
    assert office.store.dossiers().join(ROADS, PATHS, office.person("cùng một cuộc")) == 2

    assert places(office, *three) == [("sua-duong-lien-thon", ("sua-duong",))] * 2 + [("sua-duong-lien-thon", ())]
    act = office.store.shelves.registers.acts.read()[-1]
    assert (act.act, act.subject, act.why, act.actor) == ("dossier-join", ROADS, "cùng một cuộc", "Lê Thị Sông")
    assert act.values["versions"] == "TN-2024-000001 TN-2024-000002"
    assert office.store.status().edited == ()


def test_what_comes_later_under_a_joined_name_goes_on(office: Office, three: tuple[str, str, str]) -> None:
    office.store.dossiers().join(ROADS, PATHS, office.person())

    assert office.document(send(office, 4, "sua-duong", b"bon")).dossier == "sua-duong-lien-thon"


def test_a_later_version_stays_where_a_person_put_it(office: Office, three: tuple[str, str, str]) -> None:
    office.store.dossiers().split(ROADS, [three[0]], "Giám sát cầu", office.person())
    sent = dt.datetime(2024, 12, 12, 8, tzinfo=ZONE)
    said = {"number": "1/2024", "document_id": "A1", "action": Action.update, "sent_at": sent}
    done = office.accept(office.package("1b.edxml", b"moi", **said), dossier="sua-duong", oversight="kh-gs")

    assert done.outcome == "updated"
    assert places(office, *three[:2]) == [("giam-sat-cau", ("sua-duong",)), ("sua-duong", ())]


@pytest.mark.parametrize("deed", ["join", "split"])
def test_an_act_can_be_taken_back(office: Office, three: tuple[str, str, str], deed: str) -> None:
    before = [one for one, _ in places(office, *three)]
    if deed == "join":
        office.store.dossiers().join(ROADS, PATHS, office.person())
    else:
        office.store.dossiers().split(ROADS, [three[1]], "Giám sát cầu", office.person())

    office.store.dossiers().undo(ROADS, office.person("nhầm"))

    assert [one for one, _ in places(office, *three)] == before
    assert office.document(send(office, 4, "sua-duong", b"bon")).dossier == "sua-duong"
    with pytest.raises(errors.UsageError):
        office.store.dossiers().undo(ROADS, office.person())


def test_a_closed_dossier_is_open_again_when_that_is_taken_back(office: Office, three: tuple[str, str, str]) -> None:
    office.store.dossiers().close(ROADS, office.person("đã thực hiện xong"))
    with pytest.raises(errors.UsageError, match="đã đóng"):
        office.store.dossiers().close(ROADS, office.person())
    assert office.store.shelves.registers.dossiers.closed(ROADS)

    office.store.dossiers().undo(ROADS, office.person("còn việc"))

    assert office.store.shelves.registers.dossiers.closed(ROADS) is None


def test_what_cannot_be_is_refused_and_nothing_is_written(office: Office, three: tuple[str, str, str]) -> None:
    acts, content = office.store.shelves.registers.acts.read(), office.content()
    refused = [
        lambda: office.store.dossiers().join("khong-co", PATHS, office.person()),
        lambda: office.store.dossiers().join(ROADS, ROADS, office.person()),
        lambda: office.store.dossiers().split(ROADS, three[:2], "Giám sát cầu", office.person()),
        lambda: office.store.dossiers().split(ROADS, [three[2]], "Giám sát cầu", office.person()),
        lambda: office.store.dossiers().split(ROADS, [three[0]], "Sửa đường", office.person()),
        lambda: office.store.dossiers().close("khong-co", office.person()),
    ]
    for one in refused:
        with pytest.raises(errors.UsageError):
            one()  # type: ignore[no-untyped-call]

    assert (office.store.shelves.registers.acts.read(), office.content()) == (acts, content)


def test_a_file_edited_by_hand_is_not_moved(office: Office, three: tuple[str, str, str]) -> None:
    path = office.root / f"content/documents/{three[0]}.md"
    path.write_text(path.read_text("utf-8").replace("Phạm vi", "Phạm vi sửa"), "utf-8")

    with pytest.raises(errors.UsageError, match="hdnd own"):
        office.store.dossiers().join(ROADS, PATHS, office.person())
