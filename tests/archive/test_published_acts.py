"""What the office takes down is gone from everything public, says truly why, and comes back to the byte."""

import itertools

import pytest

from pipeline import errors
from pipeline.document.model import Action
from pipeline.document.record import GROUNDS, Ground
from tests.archive.office import ADDRESS, Office

TITLE = "Về trợ cấp đột xuất cho hộ dân ở bến Sậy"


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_the_office_withdraws_leaves_a_tombstone_that_says_who_asked_and_why(
    office: Office, ground: Ground
) -> None:
    office.send("1.edxml", subject=TITLE)

    office.store.published().withdraw(
        ADDRESS, office.person("Công văn số 5 ngày 02/12"), ground, "Ban Pháp chế\u200b HĐND"
    )

    down, act = office.document(), office.store.shelves.registers.acts.read()[-1]
    assert (down.state, down.state_ground, down.state_asked) == ("withdrawn", ground, "Ban Pháp chế HĐND")
    assert (down.state_date, down.state_receipt, down.title, down.files) == (office.now.date(), None, "", ())
    assert (down.state_reason is None) == (ground in ("secrecy", "personal-data"))
    assert "bến Sậy".encode() not in office.public() and not [*office.root.glob("content/originals/**/*.pdf")]
    assert (act.act, act.ground, act.asked, act.actor) == ("withdraw", ground, "Ban Pháp chế HĐND", "Lê Thị Sông")
    assert act.content == office.store.shelves.book.written[ADDRESS]


@pytest.mark.parametrize("ground", ["secrecy", "personal-data"])
@pytest.mark.parametrize("said", [TITLE, "có VỀ TRỢ CẤP đột xuất", "gỡ vì hộ dân ở bến Sậy"])
def test_no_reason_repeats_the_title_where_nothing_may_be_told(office: Office, ground: Ground, said: str) -> None:
    office.send("1.edxml", subject=TITLE)
    before = office.public()

    for why, asked in ((said, None), ("theo yêu cầu", said)):
        with pytest.raises(errors.UsageError, match="trích yếu"):
            office.store.published().withdraw(ADDRESS, office.person(why), ground, asked)
    office.store.published().suspend(ADDRESS, office.person())
    with pytest.raises(errors.UsageError, match="trích yếu"):
        office.store.published().withdraw(ADDRESS, office.person(said), ground)
    assert office.public() != before


@pytest.mark.parametrize("asked", [
    "Hội đồng nhân dân tỉnh Lam Giang",
    "Ủy ban nhân dân tỉnh Lam Giang",
    "Văn phòng Ủy ban nhân dân tỉnh Lam Giang",
    "Thường trực Hội đồng nhân dân tỉnh",
])  # fmt: skip
def test_who_asked_is_named_though_the_title_names_the_place_as_well(office: Office, asked: str) -> None:
    named = "Về Thường trực Hội đồng nhân dân tỉnh, Văn phòng Ủy ban nhân dân tỉnh Lam Giang"
    office.send("1.edxml", subject=f"{named} và hộ dân ở bến Sậy")

    with pytest.raises(errors.UsageError, match="trích yếu"):
        office.store.published().withdraw(ADDRESS, office.person("gỡ"), "secrecy", f"{asked} và hộ dân ở bến Sậy")
    office.store.published().withdraw(ADDRESS, office.person("gỡ"), "secrecy", asked)

    assert office.document().state_asked == asked


def test_every_way_down_and_up_ends_in_the_same_bytes(office: Office) -> None:
    office.send("1.edxml", subject=TITLE)
    before = office.content()

    for steps in itertools.product(("suspend", "withdraw", "secret"), repeat=2):
        for number, step in enumerate(steps):
            if office.document().is_gone and step != "withdraw":
                continue
            if office.document().state == "withdrawn":
                continue
            if step == "suspend":
                office.store.published().suspend(ADDRESS, office.person())
            elif step == "withdraw":
                office.store.published().withdraw(ADDRESS, office.person("nhầm"), "error")
            else:
                name = f"{'-'.join(steps)}-{number}.edxml"
                office.hold(office.package(name, name.encode(), action=Action.update), "secret-mark")
            assert office.document().is_gone and "Sậy".encode() not in office.public()
        office.store.published().restore(ADDRESS, office.person())
        assert office.content() == before and office.store.status().edited == ()


def test_what_is_put_back_is_what_stood_last_and_nothing_older(office: Office) -> None:
    office.send("1.edxml", b"mot", subject="Tên cũ")
    office.store.published().suspend(ADDRESS, office.person())
    office.store.published().restore(ADDRESS, office.person())
    office.send("2.edxml", b"hai", subject="Tên mới", action=Action.update)
    before = office.content()
    office.hold(office.package("3.edxml", b"ba", action=Action.update), "secret-mark")  # kept under a receipt number

    office.store.published().restore(ADDRESS, office.person())

    assert office.content() == before and office.document().title == "Tên mới"


def test_what_comes_for_a_withdrawn_document_waits_and_does_not_change_what_its_page_says(office: Office) -> None:
    office.send("1.edxml", b"mot", subject=TITLE)
    office.store.published().withdraw(ADDRESS, office.person(), "authority", "Thường trực HĐND")
    before = office.document()

    update = office.accept(office.package("2.edxml", b"hai", action=Action.update))
    again = office.accept(office.package("3.edxml", b"mot", subject=TITLE))
    linked = office.send(
        "4.edxml", b"bon", number="14/2024", document_id="B", action=Action.replacement, replaces=("A1",)
    )

    assert [update.reason, again.reason, linked.outcome] == ["suspended", "suspended", "replaced"]
    after = office.document()
    assert (after.state, after.state_ground, after.state_asked, after.state_date) == (
        before.state, before.state_ground, before.state_asked, before.state_date,
    )  # fmt: skip


def test_a_recall_of_what_the_office_withdrew_makes_it_the_senders(office: Office) -> None:
    office.send("1.edxml", subject=TITLE)
    office.store.published().withdraw(ADDRESS, office.person(), "error")

    outcome = office.accept(office.package("2.edxml", action=Action.recall))

    assert (office.document().state_receipt, office.document().state_ground) == (outcome.receipt, None)
    with pytest.raises(errors.UsageError, match="thu hồi"):
        office.store.published().restore(ADDRESS, office.person())


def test_what_is_withdrawn_is_not_withdrawn_again_nor_suspended(office: Office) -> None:
    office.send("1.edxml")
    office.store.published().withdraw(ADDRESS, office.person(), "error")
    before = office.public()

    with pytest.raises(errors.UsageError, match="từ trước"):
        office.store.published().withdraw(ADDRESS, office.person(), "other")
    with pytest.raises(errors.UsageError, match="từ trước"):
        office.store.published().suspend(ADDRESS, office.person())
    assert office.public() == before
