"""Packs of the last sessions that `hdnd build` makes: of the pages that stand, and gone with what was withdrawn."""

import hashlib
import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from samples.generator.paper import Paper
from tests.cli.conftest import Office, hdnd, pages
from tests.cli.lam_giang import write_archive

pytestmark = pytest.mark.long
WORDS = ("Suối Cạn", "Đồi Thông", "Bãi Dâu", "Cầu Treo")


def words_in(pack: Path) -> str:
    """Everything that a pack says."""
    data = pack.read_bytes()
    if pack.suffix == ".html":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


def packs(root: Path) -> list[Path]:
    return sorted((root / "output").glob("*/*/ky-hop/*/goi.*"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    root = write_archive(tmp_path / "kho")
    with (root / "archive.yaml").open("a", encoding="utf-8") as settings:
        settings.write("packs: {last_sessions: 2, councils: [lam-giang]}\n")
    return Office(root)


def received(office: Office) -> None:
    done = hdnd(office.folder, "receive")
    assert done.returncode == 0, done.stderr
    done = hdnd(office.folder, "build")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("seed", [1, 2])
def test_no_pack_says_what_was_withdrawn_after_any_history(seed: int, office: Office) -> None:
    rng, root = random.Random(seed), office.folder
    standing: dict[str, Paper] = {}
    gone: set[str] = set()
    for number, word in enumerate(WORDS, 1):
        office.rng = random.Random(3)  # of one session
        paper = replace(office.budget(number=number), title=f"Về việc tu sửa {word}")
        office.send(paper)
        standing[word] = paper
        if len(standing) > 1 and rng.random() < 0.6:
            which = rng.choice(sorted(standing))
            office.send(standing.pop(which), action=1, reason="Gửi nhầm", name=f"thu-hoi-{number}")
            gone.add(which)
        received(office)

        made = packs(root)
        assert len(made) == 2
        for pack in made:
            text = words_in(pack)
            assert not [word for word in gone if word in text]
            assert not [word for word in standing if word not in text]
    assert gone
    again = pages(root / "output")
    for folder in ("output", ".state"):
        (root / folder).rename(root / f"{folder}-before")
    assert hdnd(root, "build").returncode == 0
    assert pages(root / "output") == again


def test_packs_are_linked_with_their_sizes_and_say_whence_they_are(office: Office) -> None:
    office.send(office.budget())
    received(office)
    html, epub = sorted(packs(office.folder), key=lambda path: path.suffix, reverse=True)

    page = html.with_name("index.html").read_text(encoding="utf-8")
    data = (office.folder / "output/du-lieu/index.html").read_text(encoding="utf-8")
    for pack in (html, epub):
        size = -(-pack.stat().st_size // 1024)
        linked = re.findall(rf'href="([^"]*{pack.name})" download>{pack.suffix[1:].upper()} \((\d+) KB\)', page)
        assert [abs(int(said) - size) <= 1 for _, said in linked] == [True]
        assert f"{pack.parent.name}/{pack.name}" in data
        listed = (office.folder / "output/du-lieu/tep").glob("*.txt")
        sha256 = hashlib.sha256(pack.read_bytes()).hexdigest()
        assert any(f"{sha256}  " in path.read_text(encoding="utf-8") for path in listed)
    assert "theo dữ liệu đến ngày" in words_in(html)


def test_what_the_settings_ask_no_more_is_there_no_more(office: Office) -> None:
    office.send(office.budget())
    received(office)
    assert packs(office.folder)
    settings = office.folder / "archive.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("last_sessions: 2", "last_sessions: 0"), "utf-8")

    assert hdnd(office.folder, "build").returncode == 0

    assert packs(office.folder) == []
    assert "goi.html" not in (office.folder / "output/du-lieu/index.html").read_text(encoding="utf-8")
    assert not list((office.folder / ".state/packs").glob("*-goi.*"))


def test_nothing_changed_makes_nothing_again(office: Office) -> None:
    office.send(office.budget())
    received(office)
    hdnd(office.folder, "build")  # what senders were told of the first one is in a ledger now

    done = hdnd(office.folder, "build")

    assert "ghi 0 tệp" in done.stdout
