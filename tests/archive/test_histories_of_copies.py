"""A history of random acts, the site built in between: who follows the feed has what the site has, and nothing else."""

import json
import logging
import shutil
import sqlite3
import threading
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path

import jsonschema
import pytest
from pelican import Pelican
from pelican.settings import read_settings

from docs import follow_feed
from pipeline import datasets
from pipeline.document.model import Action
from plugins.archive_pages.page_sizes import PageSizes
from tests.archive.breaking import Handler, Server
from tests.archive.office import Office
from tests.archive.test_histories_of_acts import NUMBERS, Player
from tests.loopback import serving

REPOSITORY = Path(__file__).parents[2]
EVENTS = "du-lieu/su-kien"


class Publisher(Player):
    """Does random acts to documents that name each other, and builds the site."""

    def __init__(self, office: Office, seed: int) -> None:
        super().__init__(office, seed)
        shutil.copytree(REPOSITORY / "content/pages", office.root / "content/pages")
        shutil.copyfile(REPOSITORY / "content/vocabulary/fields.yaml", office.root / "content/vocabulary/fields.yaml")
        shutil.copyfile(REPOSITORY / "pelicanconf.py", office.root / "pelicanconf.py")
        logging.getLogger("pelican").setLevel(logging.ERROR)

    def send(self, number: int, word: str, action: Action) -> str:
        deed = self.chance.choice(("Bãi bỏ", "Căn cứ", "Sửa đổi khoản 2 Điều 3", "Theo"))
        other = self.chance.choice(NUMBERS)
        return super().send(number, f"{word}. {deed} Nghị quyết số {other}/2024/NQ-HĐND ngày 10/12/2024.", action)

    @property
    def output(self) -> Path:
        return self.office.root / "output"

    def build(self) -> None:
        root = self.office.root
        places = {"OUTPUT_PATH": str(self.output), "INCREMENTAL_STATE": str(root / ".state")}
        own = {**places, "ARCHIVE_SIZES": PageSizes(events=7)}
        Pelican(read_settings(str(root / "pelicanconf.py"), override=own)).run()

    @property
    def gone(self) -> set[str]:
        """Every word that may stand nowhere."""
        down = {word for number in self.down for word in self.shown[number]}
        return down | {word for words in self.hidden.values() for word in words}


def documents(output: Path) -> dict[str, bytes]:
    """The JSON of every document that stands, by the name that a copy gives it."""
    found = (path.read_bytes() for path in output.rglob("document.json"))
    return {f"{json.loads(data)['id'].rpartition(':')[2]}.json": data for data in found}


def held(copy: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in copy.iterdir() if path.name != "state.json"}


def closed(output: Path) -> dict[str, bytes]:
    """The pages of the feed that are full."""
    pages = {path.name: path.read_bytes() for path in (output / EVENTS).glob("0*.json")}
    return {name: data for name, data in pages.items() if json.loads(data)["closed"]}


def check_form(output: Path) -> None:
    """Head and pages of the feed, and every document's data, are what their published schemas say."""
    schema = json.loads((output / EVENTS / "luoc-do.json").read_bytes())
    pages = [path for path in (output / EVENTS).glob("*.json") if path.name != "luoc-do.json"]
    documents = json.loads((output / "du-lieu/luoc-do/document.schema.json").read_bytes())
    for form, paths in ((schema, pages), (documents, output.rglob("document.json"))):
        validator = jsonschema.Draft202012Validator(form)
        for path in paths:
            validator.validate(json.loads(path.read_bytes()))


def live(office: Office, copies: Path, seed: int, turns: int) -> None:
    publisher = Publisher(office, seed)
    publisher.build()
    with serving(publisher.output) as address:
        full = dict[str, bytes]()
        for turn in range(turns):
            publisher.play()
            if publisher.chance.random() < 0.6 or turn == turns - 1:
                publisher.build()
                check_form(publisher.output)
                compare(publisher, address, copies, last=turn == turns - 1)
                now = closed(publisher.output)
                assert full.items() <= now.items()  # a page that was full has the same bytes for ever
                full = now


def compare(publisher: Publisher, address: str, copies: Path, *, last: bool) -> None:
    """One copy follows every build, another one sleeps through most of them."""
    follow_feed.follow(address, copies / "each time")
    if last or publisher.chance.random() < 0.3:
        follow_feed.follow(address, copies / "now and then")
        assert held(copies / "now and then") == documents(publisher.output)
    assert held(copies / "each time") == documents(publisher.output)
    whole = sorted(publisher.output.rglob("akoma-ntoso.xml"))
    assert len(whole) == len(documents(publisher.output))
    told = b"".join(path.read_bytes() for path in (*(publisher.output / EVENTS).iterdir(), *whole)).decode()
    said = told + b"".join(held(copies / "each time").values()).decode()
    said += exported(publisher.output, copies)
    assert not [word for word in publisher.gone if word in said]


def exported(output: Path, copies: Path) -> str:
    """All that researchers get, written over what they got before."""
    data = datasets.SiteData(output)
    datasets.write_sqlite(data, copies / "kho.sqlite")
    datasets.write_files(data, copies / "lines", ".jsonl", datasets.json_lines)
    with closing(sqlite3.connect(copies / "kho.sqlite")) as base:
        told = "".join(base.iterdump())
    files = [copies / "kho.sqlite", *(copies / "lines").iterdir()]
    return told + b"".join(path.read_bytes() for path in files).decode(errors="replace")


def test_a_copy_that_follows_the_feed_is_what_the_site_says(office: Office, tmp_path: Path) -> None:
    live(office, tmp_path / "copies", 5, 18)


def test_a_run_that_was_cut_is_made_good_by_the_next_one(office: Office, tmp_path: Path) -> None:
    publisher = Publisher(office, 5)
    for copy in range(3):
        for number in NUMBERS[: copy + 1]:
            (publisher.update if copy else publisher.publish)(number)
        publisher.build()
        with Server(("127.0.0.1", 0), Handler) as server:
            server.folder = publisher.output
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            for cut in (10, 900, 2500, 6000, None):
                server.left = cut
                with suppress(OSError, HTTPException):
                    follow_feed.follow(server.address, tmp_path / "copy")
            server.shutdown()
        assert held(tmp_path / "copy") == documents(publisher.output)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 13))
def test_a_copy_is_right_over_a_year_of_acts(office: Office, tmp_path: Path, seed: int) -> None:
    live(office, tmp_path / "copies", seed, 150)
