"""Better readers reach published documents: what changes, what stays, what waits, what a kill leaves."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive, errors, extract, run, settings
from pipeline.archive import Revision
from pipeline.document import markdown
from pipeline.document.model import Extraction, ReceivedFile
from pipeline.document.record import Document
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive

ZONE = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2025, 1, 6, 9, tzinfo=ZONE)
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages and a bare file, published by readers that knew no fields of life."""
    root = write_archive(tmp_path_factory.mktemp("cu") / "kho")
    (root / "content/vocabulary/fields.yaml").rename(root / "fields.yaml")
    office = Office(root)
    office.send(office.budget())
    office.send(office.budget(number=9, date=dt.date(2024, 12, 11)))
    (root / "inbox/nghi-quyet.pdf").write_bytes(office.pdf(office.budget(number=12, date=dt.date(2024, 12, 12))))
    store = archive.open(root, settings.load(root))
    reader = run.ReadingContext(store.shelves.settings, store.shelves.vocabulary, NOW.date())
    outcomes = list(run.receive(sorted((root / "inbox").iterdir()), store, reader, actor="van-thu", clock=lambda: NOW))
    assert [one.outcome for one in outcomes] == ["accepted"] * 3, outcomes
    return root


@pytest.fixture
def root(received: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(received, tmp_path / "kho"))


def better(change: Change) -> Callable[[ReceivedFile, settings.Limits, Path], Extraction]:
    """A reader that reads every paragraph as `change` says."""

    def read(file: ReceivedFile, limits: settings.Limits, workdir: Path) -> Extraction:
        found = extract.read(file, limits, workdir)
        return replace(found, blocks=tuple(replace(block, text=change(block.text)) for block in found.blocks))

    return read


def reread(root: Path, digest: str = "moi", *, dry: bool = False, extractor: Any = extract.read) -> list[Revision]:
    return list(begun(root, digest, dry=dry, extractor=extractor))


def begun(root: Path, digest: str = "moi", *, dry: bool = False, extractor: Any = extract.read) -> run.Pass:
    store = archive.open(root, settings.load(root))
    reader = run.ReadingContext(store.shelves.settings, store.shelves.vocabulary, NOW.date(), extractor)
    return run.reread(store, reader, digest=digest, dry=dry, actor="van-thu", clock=lambda: NOW)


def paths(root: Path) -> list[Path]:
    return sorted((root / "content/documents").rglob("*.md"))


def shown(path: Path) -> Document:
    return markdown.read(path.read_text(encoding="utf-8"), path.name)[0]


def waiting(root: Path) -> dict[str, Any]:
    return archive.open(root, settings.load(root)).rereading("moi").waiting()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def fields_known(root: Path) -> None:
    (root / "fields.yaml").rename(root / "content/vocabulary/fields.yaml")


def test_what_is_read_as_before_changes_nothing(root: Path) -> None:
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}

    revisions = reread(root)

    assert [one.changes for one in revisions] == [(), (), ()]
    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before


def test_a_dry_pass_tells_what_the_real_one_does_and_writes_nothing_public(root: Path) -> None:
    fields_known(root)
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}

    told = [[c.as_dict() for c in one.changes] for one in reread(root, dry=True)]

    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before
    assert [c["field"] for c in told[0]] == ["field"] and told[0][0]["stands"] == ""
    assert [[c.as_dict() for c in one.changes] for one in reread(root)] == told
    assert all(shown(path).field for path in paths(root))
    assert archive.open(root, settings.load(root)).status().broken == ()


def test_an_edit_by_hand_stays_where_only_a_person_changed_something(root: Path) -> None:
    fields_known(root)
    path = paths(root)[0]
    place = shown(path).place
    edit(path, f"place: {place}", "place: Lam Giang Thượng")

    reread(root)

    assert shown(path).place == "Lam Giang Thượng" and shown(path).field
    assert waiting(root) == {}


@pytest.mark.parametrize("what", ["title", "text"])
def test_where_person_and_reader_both_changed_something_a_person_is_asked(root: Path, what: str) -> None:
    path = paths(root)[0]
    title = shown(path).title
    if what == "title":
        edit(path, f"title: {title}", "title: Tên do người sửa")
        revisions = reread(root, extractor=better(lambda said: said.replace(title[:12], "Về một việc ")))
    else:
        edit(path, "Điều 1", "Điều 1 (sửa tay)")
        revisions = reread(root, extractor=better(lambda said: said.replace("đồng", "đồng chẵn")))

    asked = waiting(root)
    address = revisions[0].address
    wanted = "title" if what == "title" else "text_of_body"
    assert wanted in [change["field"] for change in asked[address]["changes"]]
    assert ("Tên do người sửa" if what == "title" else "(sửa tay)") in path.read_text(encoding="utf-8")
    other = paths(root)[1].read_text(encoding="utf-8")
    assert ("Về một việc " if what == "title" else "đồng chẵn") in other, "the unedited one is read anew"

    edit(path, "\n---\n", "\nplace: Lam Giang\n---\n") if "\nplace:" not in path.read_text() else edit(
        path, "place:", "urgency: KHẨN\nplace:"
    )
    assert waiting(root) == {}, "who edits it again has decided"


def test_a_number_or_day_that_is_read_otherwise_moves_nothing_and_waits(root: Path) -> None:
    before = [path.read_bytes() for path in paths(root)]

    revisions = reread(root, extractor=better(lambda said: re.sub(r"tháng\s+12\s+năm", "tháng 11 năm", said)))

    bare = next(one for one in revisions if any(c.field == "issued" for c in one.changes))
    assert all(one.waits for one in revisions), "a package whose header says otherwise would be held today"
    assert [c.field for c in bare.changes] == ["issued"]
    assert [path.read_bytes() for path in paths(root)] == before
    assert set(waiting(root)) == {one.address for one in revisions}


def test_the_desk_says_that_documents_wait(root: Path) -> None:
    reread(root, extractor=better(lambda said: re.sub(r"tháng\s+12\s+năm", "tháng 11 năm", said)))

    assert "3 văn bản đọc lại thấy khác" in hdnd(root, "review", "list").stdout


def test_no_anchor_is_lost_when_a_text_is_read_otherwise(root: Path) -> None:
    path = paths(root)[0]
    anchors = [p.id for p in markdown.read(path.read_text("utf-8"), path.name)[1] if p.id]

    reread(root, extractor=better(lambda said: said.replace("Điều 2", "Mục hai")))

    document, passages = markdown.read(path.read_text("utf-8"), path.name)
    ids = {p.id for p in passages}
    assert not set(anchors) <= ids, "the reading has to differ for this to mean anything"
    assert set(anchors) <= ids | set(document.past_anchors)


def test_what_todays_gate_stops_waits_and_what_is_secret_is_taken_down(root: Path) -> None:
    paths_before = paths(root)
    text = paths_before[1].read_text("utf-8")

    def marked(file: ReceivedFile, limits: settings.Limits, workdir: Path) -> Extraction:
        found = extract.read(file, limits, workdir)
        mark = replace(found.blocks[0], text="TỐI MẬT")
        secret = any("7/" in block.text and "Số" in block.text for block in found.blocks)
        return replace(found, blocks=(mark, *found.blocks)) if secret else found

    revisions = reread(root, extractor=marked)

    stopped = [one for one in revisions if one.stopped]
    assert len(stopped) == 1
    down = root / f"content/documents/{stopped[0].address}.md"
    assert shown(down).state == "suspended"
    assert paths_before[1].read_text("utf-8") == text or down == paths_before[1]


def test_a_pass_that_is_killed_goes_on_and_reads_nothing_twice(root: Path) -> None:
    fields_known(root)
    calls: list[str] = []

    def counted(file: ReceivedFile, limits: settings.Limits, workdir: Path) -> Extraction:
        calls.append(file.sha256)
        return extract.read(file, limits, workdir)

    stream = iter(begun(root, extractor=counted))
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    first = len(calls)

    rest = reread(root, extractor=counted)

    assert len(rest) == 2 and rest[0].address.endswith("09-nq-hdnd")
    assert first >= 1 and len(calls) == 3
    assert all(shown(path).field for path in paths(root))
    assert reread(root) == []


def test_what_no_kept_reading_can_explain_is_compared_with_what_the_archive_wrote(root: Path) -> None:
    shutil.rmtree(root / ".private/readings")
    fields_known(root)

    reread(root)

    assert all(shown(path).field for path in paths(root))


def test_the_command_shows_a_table_and_ends_with_the_numbers(root: Path) -> None:
    fields_known(root)

    dry = hdnd(root, "reread", "--dry-run")
    done = hdnd(root, "reread", "--json")
    again = hdnd(root, "reread", "--lang", "en")

    assert dry.returncode == done.returncode == again.returncode == 0, done.stderr
    assert "3 văn bản đọc lại, 3 sẽ đổi (field 3), 0 sẽ chờ" in dry.stdout
    assert [json.loads(line)["changes"][0]["field"] for line in done.stdout.splitlines()] == ["field"] * 3
    assert "0 documents read again" in again.stdout
    assert "0 văn bản đang chờ" in hdnd(root, "reread", "--waiting").stdout


def test_a_broken_chain_stops_it(root: Path) -> None:
    ledger = root / "content/register/receipts.jsonl"
    ledger.write_text(ledger.read_text("utf-8").replace("van-thu", "ai-do"), encoding="utf-8")

    with pytest.raises(errors.RegisterBroken):
        reread(root)
