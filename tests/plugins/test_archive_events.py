"""The feed for programs that keep a copy: pages of fixed bytes, as its schema says, alike on every machine."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import register
from plugins import archive_events
from plugins.archive_pages import json_lines
from plugins.archive_pages.log import Register
from plugins.archive_pages.page_sizes import PageSizes
from tests.plugins import mini
from tests.plugins.archive import Archive

FOLDER = "du-lieu/su-kien"


@pytest.fixture
def archive(archive: Archive) -> Archive:
    """One with short pages."""
    archive.own["ARCHIVE_SIZES"] = PageSizes(events=3)
    return archive


def files(archive: Archive) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((archive.output / FOLDER).iterdir())}


def head(archive: Archive) -> dict[str, Any]:
    return dict(json.loads(archive.page(f"{FOLDER}/moi-nhat.json")))


def entries(archive: Archive) -> list[dict[str, Any]]:
    pages = [
        json.loads(data) for name, data in files(archive).items() if name.startswith("0") and name.endswith("json")
    ]
    return [entry for page in pages for entry in page["entries"]]


def acts(archive: Archive) -> list[str]:
    return [entry["act"] for entry in entries(archive)]


def test_one_document_more_changes_the_open_page_and_the_head(archive: Archive) -> None:
    for number in range(1, 5):
        archive.issue(number)
    archive.build()
    before = mini.tree(archive.output / FOLDER)
    archive.issue(5)
    archive.build()
    now = mini.tree(archive.output / FOLDER)

    changed = {name for name in now if now[name] != before.get(name)}
    assert changed == {"000002.json", "000002.csv", "moi-nhat.json"}
    pages = files(archive)
    assert [json.loads(pages[f"00000{page}.json"])["closed"] for page in (1, 2)] == [True, False]


def test_what_became_of_a_document_is_said_to_who_follows(archive: Archive) -> None:
    archive.issue(1)
    archive.issue(1, event="corrected", title="Về việc khác")
    archive.issue(1, event="suspended", state="suspended", passages=[])
    archive.issue(1, event="restored")
    archive.build()

    assert acts(archive) == ["new", "changed", "withdrawn", "new"]
    assert [entry["event"] for entry in entries(archive)] == ["published", "corrected", "suspended", "restored"]
    assert len({entry["id"] for entry in entries(archive)}) == 1


def test_a_document_that_moves_keeps_its_id(archive: Archive) -> None:
    archive.issue(1)
    old = "tinh/lam-giang/2024/1-nq-hdnd"
    (archive.root / f"content/documents/{old}.md").unlink()
    moved = archive.issue(2, former=[old], event="ignored")
    lines = (archive.root / "content/register/publications.jsonl").read_text("utf-8").splitlines()[:-1]
    lines.append(json.dumps({"event": "moved", "document": moved.address, "former": old}))
    (archive.root / "content/register/publications.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    archive.build()

    first, second = entries(archive)
    assert first["id"] == second["id"] == json.loads(archive.page(f"{moved.address}/document.json"))["id"]
    assert (first["act"], second["act"], second["address"]) == ("new", "changed", moved.address)


def test_what_was_taken_back_before_a_build_is_never_named(archive: Archive) -> None:
    archive.issue(1)
    archive.ledger("publications", {"event": "published", "document": "tinh/lam-giang/2024/9-nq-hdnd"})
    archive.ledger("publications", {"event": "undone", "document": "tinh/lam-giang/2024/9-nq-hdnd"})
    archive.issue(2)
    archive.build()

    assert [entry["seq"] for entry in entries(archive)] == [1, 4]
    assert b"9-nq-hdnd" not in b"".join(files(archive).values())


@given(st.lists(st.tuples(st.sampled_from(["published", "updated", "undone", "withdrawn"]), st.sampled_from("abc"))))
def test_what_counts_is_what_the_register_says_counts(told: list[tuple[str, str]]) -> None:
    lines = [{"v": 1, "seq": n, "time": "2026-03-02T08:00:00+07:00", "event": event, "document": document}
             for n, (event, document) in enumerate(told, 1)]  # fmt: skip
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    standing = register.standing(register.parse(line, register.Publication) for line in lines)

    assert [place + 1 for place, *_ in json_lines.standing(json_lines.told(data))] == [line.seq for line in standing]


@given(told=st.lists(st.tuples(st.sampled_from(["published", "updated", "withdrawn"]), st.sampled_from("abc"))))
def test_a_page_made_alone_says_what_it_says_among_all(
    told: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    register_at = tmp_path_factory.mktemp("register") / "content/register/publications.jsonl"
    register_at.parent.mkdir(parents=True)
    lines = (json.dumps({"event": event, "document": document}) for event, document in told)
    register_at.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    pages = archive_events.EventPages(Register(register_at.parents[2]), str, each=3)

    found = [(one.seq, one.act, one.first) for page in range(1, pages.count + 1) for one in pages.shown(page)]
    all_at_once = [(place + 1, act, first.decode()) for page in pages._acts.values() for place, act, first in page]
    assert found == all_at_once and len(found) == len(told)


def test_every_page_and_the_head_are_as_the_schema_says(archive: Archive) -> None:
    archive.build()
    schema = json.loads(archive.page(f"{FOLDER}/luoc-do.json"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert (head(archive)["page"], head(archive)["seq"]) == (0, 0)
    validator.validate(head(archive))

    for number in range(1, 8):
        archive.issue(number)
    archive.build()
    for name, data in files(archive).items():
        if name.endswith(".json") and name != "luoc-do.json":
            validator.validate(json.loads(data))
    assert (head(archive)["page"], head(archive)["seq"]) == (3, 7)
    assert head(archive)["newest"] == f"{FOLDER}/000003.json"


def test_two_machines_say_the_same_whenever_they_built(archive: Archive, tmp_path: Path) -> None:
    for number in range(1, 9):
        archive.issue(number)
        if number % 2:
            archive.build()
    archive.build()
    archive.build("elsewhere", ".elsewhere")

    assert mini.tree(archive.output / FOLDER) == mini.tree(archive.root / "elsewhere" / FOLDER)


def test_another_vocabulary_asks_for_everything_anew(archive: Archive) -> None:
    archive.issue(1)
    archive.build()
    before = head(archive)
    archive.build()
    assert head(archive) == before

    archive.councils[0]["name"] = "Tỉnh Lam Giang mới"
    archive.write_vocabulary()
    archive.build()
    assert head(archive)["basis"] != before["basis"]
    assert {**head(archive), "basis": ""} == {**before, "basis": ""}
