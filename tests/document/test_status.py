"""The status of effect on a day follows from events alone, and each answer names what proves it."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import days, status
from pipeline.document.status import EffectEvent

ISSUED = dt.date(2024, 12, 10)
START = dt.date(2025, 1, 1)
LATER = dt.date(2025, 7, 1)
AFTER = dt.date(2026, 1, 1)


def own(*, start: dt.date | None = START, end: dt.date | None = None) -> list[EffectEvent]:
    found = [EffectEvent("ban-hanh", ISSUED)]
    found += [EffectEvent("co-hieu-luc", start)] if start else []
    return found + ([EffectEvent("het-han", end)] if end else [])


def other(kind: Any, day: dt.date | None, told: dt.date = LATER, by: str = "tinh/b", **more: Any) -> EffectEvent:
    return EffectEvent(kind, day, after=told, by=by, **more)


def on(day: str, events: list[EffectEvent]) -> str:
    return status.on(dt.date.fromisoformat(day), events).status


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-12-09", "chua-co-hieu-luc"), ("2024-12-31", "chua-co-hieu-luc"), ("2025-01-01", "con-hieu-luc")],
)
def test_a_text_is_in_force_from_the_day_that_it_names(day: str, expected: str) -> None:
    assert on(day, own()) == expected


def test_a_text_that_names_no_day_is_unknown_once_it_is_issued() -> None:
    assert on("2024-12-09", own(start=None)) == "chua-co-hieu-luc"
    assert on("2025-06-01", own(start=None)) == "chua-ro"


def test_a_text_in_force_before_its_issue_is_so_only_because_it_says_it() -> None:
    assert on("2024-11-05", own(start=dt.date(2024, 11, 1))) == "con-hieu-luc"


@pytest.mark.parametrize("kind", ["bai-bo", "thay-the"])
def test_another_document_ends_it_as_a_whole_or_in_part(kind: str) -> None:
    whole, part = [*own(), other(kind, LATER)], [*own(), other(kind, LATER, whole=False)]

    assert [on("2025-06-30", whole), on("2025-07-01", whole)] == ["con-hieu-luc", "het-hieu-luc"]
    assert [on("2025-06-30", part), on("2025-07-01", part)] == ["con-hieu-luc", "het-mot-phan"]
    assert status.on(LATER, whole).proof == other(kind, LATER)


def test_an_end_on_no_named_day_is_unknown_from_its_issue_on() -> None:
    ended = [*own(), other("bai-bo", None)]

    assert [on("2025-06-30", ended), on("2025-07-01", ended)] == ["con-hieu-luc", "chua-ro"]


def test_what_ends_by_its_own_words_ends_unless_another_document_prolongs_it() -> None:
    ends = own(end=AFTER)
    prolonged = [*ends, other("tiep-tuc-hieu-luc", LATER)]
    until = [*prolonged, other("het-han", dt.date(2027, 1, 1))]

    assert [on("2025-12-31", ends), on("2026-01-01", ends)] == ["con-hieu-luc", "het-hieu-luc"]
    assert on("2026-01-01", prolonged) == "con-hieu-luc"
    assert [on("2026-12-31", until), on("2027-01-01", until)] == ["con-hieu-luc", "het-hieu-luc"]


def test_what_is_prolonged_by_a_time_is_unknown_from_its_own_end_on() -> None:
    longer = [*own(end=AFTER), other("tiep-tuc-hieu-luc", None)]

    assert [on("2025-12-31", longer), on("2026-01-01", longer)] == ["con-hieu-luc", "chua-ro"]


def test_a_suspension_ends_on_its_day_or_by_another_document() -> None:
    stopped = [*own(), other("tam-ngung", LATER)]
    for_a_time = [*stopped, other("het-tam-ngung", AFTER)]

    assert [on("2025-06-30", stopped), on("2030-01-01", stopped)] == ["con-hieu-luc", "tam-ngung"]
    assert on("2026-01-01", for_a_time) == "con-hieu-luc"
    assert on("2026-01-01", [*stopped, other("tiep-tuc-hieu-luc", AFTER)]) == "con-hieu-luc"


def test_what_is_no_more_applied_is_neither_in_force_nor_ended() -> None:
    unused = [*own(), other("khong-ap-dung", LATER)]

    assert [on("2025-06-30", unused), on("2025-07-01", unused)] == ["con-hieu-luc", "chua-ro"]
    assert on("2026-01-01", [*unused, other("bai-bo", AFTER)]) == "het-hieu-luc"


@pytest.mark.parametrize("kind", ["tiep-tuc-hieu-luc", "sua-doi"])
def test_what_was_ended_and_is_later_said_to_live_is_a_contradiction(kind: str) -> None:
    ended = [*own(), other("bai-bo", LATER, told=LATER)]
    against = other(kind, AFTER, told=dt.date(2025, 12, 1), by="tinh/c")

    assert status.contradiction([*ended, against]) == against
    assert on("2026-01-02", [*ended, against]) == "chua-ro"
    assert on("2025-08-01", [*ended, against]) == "het-hieu-luc"


def test_what_was_amended_first_and_ended_then_is_no_contradiction() -> None:
    events = [*own(), other("sua-doi", LATER, told=ISSUED), other("bai-bo", LATER, by="tinh/c")]

    assert status.contradiction(events) is None
    assert on("2025-07-01", events) == "het-hieu-luc"


def test_a_text_that_ends_before_it_starts_is_unknown() -> None:
    events = own(start=AFTER, end=LATER)

    assert status.contradiction(events) is not None
    assert on("2025-08-01", events) == "chua-ro"


def test_between_two_days_that_two_documents_name_for_its_end_nothing_is_sure() -> None:
    ended = [*own(), other("bai-bo", LATER, told=ISSUED, named=True)]
    later = other("bai-bo", AFTER, told=LATER, by="tinh/c", named=True)

    assert [on(day, [*ended, later]) for day in ("2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01")] == [
        "con-hieu-luc", "chua-ro", "chua-ro", "het-hieu-luc",
    ]  # fmt: skip
    assert status.contradiction([*ended, later]) == later


@pytest.mark.parametrize(
    "again",
    [
        other("bai-bo", AFTER, by="tinh/c"),  # in a later list of what is repealed: its own day of effect
        other("bai-bo", AFTER, by="tinh/c", named=True, whole=False),
        other("bai-bo", AFTER, told=ISSUED, by="tinh/c", named=True),  # said before, and overruled
        other("thay-the", AFTER, named=True),  # by the same document
    ],
)
def test_what_is_ended_once_more_is_no_contradiction(again: EffectEvent) -> None:
    events = [*own(), other("bai-bo", LATER, named=True), again]

    assert status.contradiction(events) is None
    assert on("2025-08-01", events) == "het-hieu-luc"


def test_a_part_that_ends_on_a_known_day_is_said_though_another_part_s_day_is_not() -> None:
    parts = [*own(), other("bai-bo", None, whole=False), other("bai-bo", AFTER, by="tinh/c", whole=False)]

    assert [on("2025-07-01", parts), on("2026-01-01", parts)] == ["chua-ro", "het-mot-phan"]


def test_a_suspension_whose_own_term_is_over_leaves_the_text_unknown() -> None:
    over = [*own(), other("tam-ngung", LATER), other("het-tam-ngung", None, told=AFTER)]

    assert [on("2025-12-31", over), on("2026-01-01", over)] == ["tam-ngung", "chua-ro"]
    assert on("2026-03-01", [*over, other("tiep-tuc-hieu-luc", dt.date(2026, 2, 1), by="tinh/c")]) == "con-hieu-luc"


EVENTS = st.lists(
    st.builds(
        other,
        st.sampled_from(
            ["bai-bo", "thay-the", "tam-ngung", "het-tam-ngung", "tiep-tuc-hieu-luc", "sua-doi", "het-han"]
        ),
        st.none() | st.dates(ISSUED, dt.date(2027, 1, 1)),
        told=st.dates(ISSUED, dt.date(2027, 1, 1)),
        by=st.sampled_from(["tinh/b", "tinh/c", "xa/d"]),
        whole=st.booleans(),
        named=st.booleans(),
    ),
    max_size=5,
)


@given(EVENTS, st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)), st.randoms(use_true_random=False))
def test_periods_say_of_every_day_what_the_events_say_in_any_order(
    told: list[EffectEvent], day: dt.date, random: Any
) -> None:
    events = [*own(), *told]
    shuffled = random.sample(events, len(events))
    times = status.periods(shuffled)
    held = [one for one in times if (one.first or dt.date.min) <= day <= (one.last or dt.date.max)]

    assert [one.answer for one in held] == [status.on(day, events)]
    assert all(one.last and two.first and two.first - one.last == dt.timedelta(1) for one, two in pairwise(times))


CITED = "Nghị quyết số 15/NQ-HĐND ngày 9/7/2024"


@pytest.mark.parametrize(
    ("kind", "sentence", "day", "until"),
    [
        ("bai-bo", f"{CITED} hết hiệu lực kể từ ngày 01/7/2025.", "2025-07-01", None),
        ("bai-bo", f"{CITED} hết hiệu lực từ sau ngày 31/12/2025.", "2026-01-01", None),
        ("bai-bo", f"Kể từ ngày 01 tháng 02 năm 2025, {CITED} hết hiệu lực.", "2025-02-01", None),
        ("bai-bo", f"Điều 2. Bãi bỏ {CITED} của HĐND tỉnh kể từ ngày 01 tháng 3 năm 2025.", "2025-03-01", None),
        ("bai-bo", f"1. Bãi bỏ {CITED} quy định mức thu từ ngày 01/01/2020.", None, None),
        ("bai-bo", f"1. Bãi bỏ {CITED} quy định mức thu từ ngày 01/01/2026 cho bến xe.", None, None),
        ("bai-bo", f"{CITED} hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.", None, None),
        ("bai-bo", f"{CITED} hết hiệu lực kể từ ngày 30/02/2025.", None, None),
        ("bai-bo", f"Bãi bỏ {CITED}, trừ Điều 3 tiếp tục có hiệu lực đến hết ngày 31/12/2026.", None, "2027-01-01"),
        (
            "tam-ngung",
            f"Ngưng hiệu lực {CITED} từ ngày 01/01/2025 đến hết ngày 31/12/2025.",
            "2025-01-01",
            "2026-01-01",
        ),
        ("tiep-tuc-hieu-luc", f"{CITED} tiếp tục có hiệu lực đến hết ngày 31/12/2026.", None, "2027-01-01"),
        ("tiep-tuc-hieu-luc", f"{CITED} tiếp tục có hiệu lực đến khi có văn bản mới.", None, None),
        (
            "tiep-tuc-hieu-luc",
            f"Kéo dài thời gian thực hiện {CITED} của HĐND tỉnh đến ngày 30/6/2027.",
            None,
            "2027-07-01",
        ),
        ("tiep-tuc-hieu-luc", f"Gia hạn hiệu lực {CITED} đến hết năm 2027.", None, "2028-01-01"),
        ("tiep-tuc-hieu-luc", f"{CITED} tiếp tục có hiệu lực đến hết năm 2026.", None, "2027-01-01"),
        ("tiep-tuc-hieu-luc", f"{CITED} được tiếp tục áp dụng đến hết năm 2026, trừ Điều 3.", None, "2027-01-01"),
        ("tam-ngung", f"Ngưng hiệu lực {CITED} đến hết năm 2026.", None, "2027-01-01"),
        ("tam-ngung", f"Ngưng hiệu lực Điều 4 {CITED} của HĐND tỉnh đến hết ngày 31/12/2026.", None, "2027-01-01"),
        ("tam-ngung", f"Ngưng hiệu lực {CITED} của HĐND tỉnh về mức thu đến hết ngày 31/12/2026.", None, None),
        ("tiep-tuc-hieu-luc", f"{CITED} tiếp tục có hiệu lực đến hết năm học 2026 - 2027.", None, None),
        ("tiep-tuc-hieu-luc", f"Kéo dài thời gian thực hiện {CITED} thêm 02 năm.", None, None),
    ],
)
def test_a_sentence_names_its_days_beside_the_words_of_effect(
    kind: str, sentence: str, day: str | None, until: str | None
) -> None:
    told = days.of(kind, sentence, ISSUED)

    assert [one.isoformat() if one else None for one in told[:2]] == [day, until]


def test_a_part_that_goes_on_is_left_of_what_its_document_ended_until_its_day() -> None:
    whole = [*own(), other("thay-the", LATER), other("tiep-tuc-hieu-luc", LATER, whole=False)]
    limited = [*whole, other("het-han", AFTER, whole=False)]
    elsewhere = [*own(), other("thay-the", LATER), other("tiep-tuc-hieu-luc", LATER, whole=False, by="tinh/c")]

    assert [on("2025-08-01", one) for one in (whole, limited, elsewhere)] == ["het-mot-phan", "het-mot-phan", "chua-ro"]
    assert [on("2026-02-01", one) for one in (whole, limited)] == ["het-mot-phan", "het-hieu-luc"]


def test_what_a_text_says_of_its_effect_is_not_sure_once_another_gave_it_other_words() -> None:
    changed = [*own(), other("doi-hieu-luc", None, told=dt.date(2024, 12, 20))]

    assert [on(day, changed) for day in ("2024-12-15", "2025-02-01")] == ["chua-co-hieu-luc", "chua-ro"]
    assert on("2025-08-01", [*changed, other("bai-bo", LATER)]) == "het-hieu-luc"


def test_a_text_that_is_restored_though_it_was_repealed_is_unknown() -> None:
    stopped = [*own(), other("tam-ngung", LATER), other("het-tam-ngung", AFTER, told=AFTER, by="tinh/c")]
    ended = [*own(), other("bai-bo", LATER), other("het-tam-ngung", AFTER, told=AFTER, by="tinh/c")]

    assert [on("2026-02-01", one) for one in (stopped, ended)] == ["con-hieu-luc", "chua-ro"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Bãi bỏ {CITED} kể từ thời điểm Luật Phí mới có hiệu lực.",
        f"Bãi bỏ {CITED} của HĐND tỉnh khi Chính phủ ban hành nghị định mới.",
        f"Bãi bỏ {CITED} kể từ năm học 2025 - 2026.",
        f"{CITED} hết hiệu lực toàn bộ kể từ ngày 01/7/2025, Điều 2 hết hiệu lực kể từ ngày 01/01/2025.",
    ],
)
def test_a_sentence_that_leaves_its_day_open_takes_none_of_its_document(sentence: str) -> None:
    assert days.of("bai-bo", sentence, ISSUED) == (None, None, True)


@pytest.mark.parametrize(
    "sentence",
    [
        f"Bãi bỏ {CITED} quy định mức thu học phí từ năm học 2022 - 2023.",
        f"Bãi bỏ {CITED} kể từ khi Nghị quyết này có hiệu lực.",
    ],
)
def test_a_time_of_the_title_or_of_the_text_itself_leaves_no_day_open(sentence: str) -> None:
    assert days.of("bai-bo", sentence, ISSUED) == (None, None, False)
