"""The public state is that of the set of packages, whatever order they arrive in: nothing is parked for good."""

import datetime as dt
import itertools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document import markdown
from pipeline.document.model import Action, Package
from tests.archive.office import DISTRICT, ZONE, Office, found_archive, public_state

Sent = dict[str, Any]


def at(day: int, hour: int = 8) -> dt.datetime:
    return dt.datetime(2024, 12, day, hour, tzinfo=ZONE)


def new(number: int, /, text: str, day: int, **more: Any) -> Sent:
    """A new document number `number` sent on a day of December 2024; its id is that of the number."""
    said = {"number": f"{number}/2024", "document_id": f"D{number}", "sent_at": at(day), "action": Action.new}
    return {"text": text.encode(), **said, **more}


def update(number: int, /, text: str, day: int, **more: Any) -> Sent:
    return new(number, text, day, **{"action": Action.update, **more})


def replacement(number: int, /, text: str, day: int, *replaced: int, **more: Any) -> Sent:
    names = tuple(f"D{one}" for one in replaced)
    return new(number, text, day, **{"action": Action.replacement, "replaces": names, **more})


def recall(number: int, /, day: int, **more: Any) -> Sent:
    return new(number, "thu hồi", day, **{"action": Action.recall, "recalls": f"D{number}", **more})


def made(folder: Path, sent: Sequence[Sent]) -> list[Package]:
    """The packages as files, to be copied into each archive of a test."""
    return [Office(folder).package(f"{at}.edxml", **one) for at, one in enumerate(sent)]


def arrived(packages: Sequence[Package], root: Path) -> Office:
    """A new archive that took the packages in this order."""
    root.mkdir()
    found_archive(root)
    office = Office(root)
    store = office.store
    for package in packages:
        office.take(store, package)
    return office


def standing(office: Office) -> dict[str, tuple[str, int, str]]:
    """Number of each document → its state, how many versions it has, and the text of the file shown."""
    found: dict[str, tuple[str, int, str]] = {}
    for address, written in office.content().items():
        document, _ = markdown.read(written, address)
        originals = office.root / "content" / "originals"
        paths = [originals / f.sha256[:2] / f.sha256[2:4] / f"{f.sha256}.{f.ext}" for f in document.files]
        name = str(document.number).split("/")[0].lstrip("0") + (" huyen" if document.level == "huyen" else "")
        found[name] = (document.state, len(document.versions), "".join(path.read_text("utf-8") for path in paths))
    return found


def outcomes(office: Office) -> list[tuple[str, str | None]]:
    """Last outcome and reason of each package, by the text of its file name."""
    book = office.store.shelves.book
    named = {str(office.store.shelves.private.read(one).name): line for one, line in book.last.items()}  # type: ignore[union-attr]
    return [(line.outcome, line.reason) for _, line in sorted(named.items())]


MOST = 120  # orders of one series
UP, DOWN, OLD = "published", "withdrawn", "replaced"
SERIES: dict[str, tuple[list[Sent], dict[str, tuple[str, int, str]]]] = {
    "recall": ([new(1, "a", 1), recall(1, 5)], {"1": (DOWN, 1, "")}),
    "recall by number alone": (
        [new(1, "a", 1), recall(1, 5, recalls=None, document_id="khác")],
        {"1": (DOWN, 1, "")},
    ),
    "recall by id alone": (
        [new(1, "a", 1), new(2, "b", 1), recall(1, 5, number=None, notation=None, issue_date=None)],
        {"1": (DOWN, 1, ""), "2": (UP, 1, "b")},
    ),
    "status 13": (
        [new(1, "a", 1), recall(1, 5, status_code="13", response_for="D1", document_id="D1")],
        {"1": (DOWN, 1, "")},
    ),
    "we are no receiver any more": (
        [new(1, "a", 1), update(1, "b", 3), update(1, "b", 5, removed_receivers=("L77.01",))],
        {"1": (DOWN, 2, "")},
    ),
    "we are no receiver, in the older form of our code": (
        [new(1, "a", 1), update(1, "b", 5, removed_receivers=("000.00.01.L77",))],
        {"1": (DOWN, 1, "")},
    ),
    "another receiver is removed": (
        [new(1, "a", 1), update(1, "b", 5, removed_receivers=("L78.01",))],
        {"1": (UP, 2, "b")},
    ),
    "recall by another council": ([new(1, "a", 1), recall(1, 5, sender=DISTRICT)], {"1": (UP, 1, "a")}),
    "recall of two, one council's number": (
        [new(1, "a", 1), new(1, "b", 1, sender=DISTRICT, document_id="X"), recall(1, 5)],
        {"1": (DOWN, 1, ""), "1 huyen": (UP, 1, "b")},
    ),
    "two recalls": ([new(1, "a", 1), recall(1, 5), recall(1, 6)], {"1": (DOWN, 1, "")}),
    "recall, then sent again": ([new(1, "a", 1), recall(1, 5), new(1, "a", 7, reason="gửi lại")], {"1": (DOWN, 1, "")}),
    "recall, then an update": ([new(1, "a", 1), recall(1, 5), update(1, "b", 7)], {"1": (DOWN, 1, "")}),
    "update": ([new(1, "a", 1), update(1, "b", 3)], {"1": (UP, 2, "b")}),
    "three updates": (
        [new(1, "a", 1), update(1, "b", 3), update(1, "c", 4), update(1, "d", 5)],
        {"1": (UP, 4, "d")},
    ),
    "update older than its original": ([new(1, "a", 5), update(1, "b", 3)], {"1": (UP, 1, "a")}),
    "two updates of one second": (
        [new(1, "a", 1), update(1, "b", 3), update(1, "c", 3)],
        {"1": (UP, 1, "a")},
    ),
    "two updates without a time": (
        [new(1, "a", 1), update(1, "b", 3, sent_at=None), update(1, "c", 3, sent_at=None)],
        {"1": (UP, 1, "a")},
    ),
    "a stamp in the future": (
        [new(1, "a", 1), update(1, "b", 3, sent_at=dt.datetime(2099, 1, 1, tzinfo=ZONE)), update(1, "c", 4)],
        {"1": (UP, 2, "b")},
    ),
    "re-sent as update": ([new(1, "a", 1), update(1, "a", 3), update(1, "b", 5)], {"1": (UP, 2, "b")}),
    "back to the first text": ([new(1, "a", 1), update(1, "b", 3), update(1, "a", 5)], {"1": (UP, 3, "a")}),
    "the same number with another file": ([new(1, "a", 1), new(1, "b", 3)], {"1": (UP, 1, "a")}),
    "the same number with another title": ([new(1, "a", 1), new(1, "b", 3, subject="Khác")], {"1": (UP, 1, "a")}),
    "an id counted from one each year, recalled before it was given again": (
        [
            new(1, "a", 1, document_id="12"),
            recall(1, 3, recalls="12", document_id="12", number=None, notation=None, issue_date=None),
            new(2, "b", 5, document_id="12", issue_date=dt.date(2025, 1, 2)),
        ],
        {"1": (DOWN, 1, ""), "2": (UP, 1, "b")},
    ),
    "a counted id whose recall says the number": (
        [
            new(1, "a", 1, document_id="12"),
            recall(1, 3, recalls="12", document_id="12"),
            new(2, "b", 5, document_id="12", issue_date=dt.date(2025, 1, 2)),
        ],
        {"1": (DOWN, 1, ""), "2": (UP, 1, "b")},
    ),
    "an update under a counted id of another document": (
        [new(1, "a", 1, document_id="12"), update(2, "b", 5, document_id="12", issue_date=dt.date(2025, 1, 2))],
        {"1": (UP, 1, "a")},
    ),
    "a corrected number": (
        [new(1, "a", 1), update(9, "b", 3, document_id="D1"), update(9, "c", 4, document_id="D1")],
        {"9": (UP, 3, "c")},
    ),
    "replacement": ([new(1, "a", 1), replacement(2, "b", 3, 1)], {"1": (OLD, 1, "a"), "2": (UP, 1, "b")}),
    "chain of replacements": (
        [new(1, "a", 1), replacement(2, "b", 3, 1), replacement(3, "c", 5, 2)],
        {"1": (OLD, 1, "a"), "2": (OLD, 1, "b"), "3": (UP, 1, "c")},
    ),
    "replacement of several": (
        [new(1, "a", 1), new(2, "b", 1), replacement(3, "c", 5, 1, 2)],
        {"1": (OLD, 1, "a"), "2": (OLD, 1, "b"), "3": (UP, 1, "c")},
    ),
    "replacement that names itself": ([replacement(2, "b", 3, 2), update(2, "c", 4)], {"2": (UP, 2, "c")}),
    "replacements in a circle": (
        [replacement(1, "a", 1, 2), replacement(2, "b", 3, 1)],
        {"1": (OLD, 1, "a"), "2": (UP, 1, "b")},
    ),
    "replaced, then recalled": (
        [new(1, "a", 1), replacement(2, "b", 3, 1), recall(1, 5)],
        {"1": (DOWN, 1, ""), "2": (UP, 1, "b")},
    ),
    "the replacement recalled": (
        [new(1, "a", 1), replacement(2, "b", 3, 1), recall(2, 5)],
        {"1": (UP, 1, "a"), "2": (DOWN, 1, "")},
    ),
    "a replaced document updated": (
        [new(1, "a", 1), update(1, "x", 2), replacement(2, "b", 3, 1)],
        {"1": (OLD, 2, "x"), "2": (UP, 1, "b")},
    ),
}


@pytest.mark.parametrize("name", SERIES)
def test_every_order_of_a_series_leads_to_one_state_and_the_right_one(tmp_path: Path, name: str) -> None:
    sent, wanted = SERIES[name]
    packages, ends, results = made(tmp_path, sent), [], []
    for number, order in enumerate(itertools.islice(itertools.permutations(packages), MOST)):
        office = arrived(order, tmp_path / str(number))
        assert standing(office) == wanted, [package.path.name for package in order]
        assert office.store.status().broken == () and office.store.status().edited == ()
        ends.append(public_state(office.root))
        results.append(outcomes(office))
    assert all(end == ends[0] for end in ends) and all(result == results[0] for result in results), results


@dataclass(frozen=True)
class Expected:
    """The model: one document of one number, told in the order of sending."""

    state: str
    versions: int
    text: str


def model(sent: Sequence[Sent]) -> dict[str, tuple[str, int, str]]:
    """What must stand in the end, worked out document by document with no thought of arrival."""
    told = sorted(sent, key=lambda one: one["sent_at"])
    found: dict[str, Expected] = {}
    for number in {one["number"] for one in told}:
        own = [one for one in told if one["number"] == number]
        opened = [one for one in own if one["action"] in (Action.new, Action.replacement)]
        if not opened:
            continue
        recalls = [one["sent_at"] for one in own if one["action"] is Action.recall]
        texts = [opened[0]["text"]]
        for one in own:
            late = bool(recalls) and one["sent_at"] > recalls[0]
            if one["action"] is Action.update and one["sent_at"] > opened[0]["sent_at"] and not late:
                texts += [one["text"]] if one["text"] != texts[-1] else []
        found[number] = Expected(DOWN if recalls else UP, len(texts), "" if recalls else texts[-1].decode())
    for one in told:
        first = next((o for o in told if o["number"] == one["number"] and o["action"] is not Action.recall), None)
        opens = one["action"] is Action.replacement and _opens(one, told)
        if opens and first is not None and found[one["number"]].state != DOWN:
            for name in one["replaces"]:
                target = f"{name[1:]}/2024"
                if target in found and found[target].state == UP:
                    found[target] = Expected(OLD, found[target].versions, found[target].text)
    return {number.split("/")[0]: (one.state, one.versions, one.text) for number, one in found.items()}


def _opens(one: Sent, told: Sequence[Sent]) -> bool:
    return (
        next(o for o in told if o["number"] == one["number"] and o["action"] in (Action.new, Action.replacement)) is one
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Sent]:
    """Three to eight packages about three numbers, no two sent at one time; who replaces names a lower number."""
    count = draw(st.integers(3, 8))
    hours = draw(st.permutations(range(count)))
    sent = []
    for hour in hours:
        number, text = draw(st.integers(1, 3)), draw(st.sampled_from("abcd"))
        kind = draw(st.sampled_from([new, new, update, update, recall, replacement]))
        when = {"sent_at": at(1) + dt.timedelta(hours=hour)}
        if kind is recall:
            sent.append(recall(number, 1, **when))
        elif kind is replacement and number > 1:
            lower = draw(st.integers(1, number - 1))
            sent.append(replacement(number, text, 1, lower, **when))
        else:
            sent.append(update(number, text, 1, **when) if kind is update else new(number, text, 1, **when))
    return sent


def some_orders(packages: Sequence[Package], draws: Sequence[Sequence[int]]) -> Iterator[list[Package]]:
    yield list(packages)
    yield list(reversed(packages))
    for order in draws:
        yield [packages[index] for index in order if index < len(packages)]


def check_history(sent: list[Sent], draws: Sequence[Sequence[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        packages, ends, wanted = made(base, sent), [], model(sent)
        for number, order in enumerate(some_orders(packages, draws)):
            office = arrived(order, base / str(number))
            assert standing(office) == wanted, [package.path.name for package in order]
            ends.append((public_state(office.root), outcomes(office)))
            shutil.rmtree(office.root)
        assert all(end == ends[0] for end in ends)


ORDERS = st.lists(st.permutations(range(8)), min_size=2, max_size=2)
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=8, **QUIET)  # type: ignore[arg-type]
@given(histories(), ORDERS)
def test_random_histories_end_in_one_state_and_the_right_one(sent: list[Sent], draws: list[list[int]]) -> None:
    check_history(sent, draws)


@pytest.mark.long
@settings(max_examples=300, **QUIET)  # type: ignore[arg-type]
@given(histories(), ORDERS)
def test_three_hundred_random_histories(sent: list[Sent], draws: list[list[int]]) -> None:
    check_history(sent, draws)
