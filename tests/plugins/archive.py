"""A small archive of the invented province, built by Pelican itself from its pelicanconf.py."""

import datetime as dt
import json
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pelican import Pelican
from pelican.settings import read_settings

from pipeline.document import markdown, record
from pipeline.document.passage import Passage, PassageKind
from tests import compiled
from tests.document import samples

REPOSITORY = Path(__file__).parents[2]
COUNCILS: list[dict[str, Any]] = [
    {"slug": "lam-giang", "name": "Tỉnh Lam Giang", "short": "Lam Giang", "level": "tinh", "organs": "chung"},
    {"slug": "an-khe-ha", "name": "Huyện An Khê Hạ", "short": "An Khê Hạ", "level": "huyen", "parent": "lam-giang"},
    {
        "slug": "phu-vinh-dong",
        "name": "Xã Phú Vinh Đông",
        "short": "Phú Vinh Đông",
        "level": "xa",
        "parent": "an-khe-ha",
        "valid_to": "2025-06-30",
        "successors": [{"slug": "phu-vinh", "part": "toan-bo"}, {"slug": "hai-son", "part": "mot-phan"}],
    },
    {"slug": "phu-vinh", "name": "Xã Phú Vinh", "short": "Phú Vinh", "level": "xa", "parent": "lam-giang"},
    {"slug": "hai-son", "name": "Thành phố Hải Sơn", "short": "Hải Sơn", "level": "tinh"},
]
ORGANS = [{"key": "hdnd", "name": "Hội đồng nhân dân"}, {"key": "tt", "name": "Thường trực Hội đồng nhân dân"}]
SITE: dict[str, Any] = {
    "name": "Kho thử",
    "place": "Tỉnh Lam Giang",
    "office": "Văn phòng",
    "email": "kho@lamgiang.example",
    "url": "https://kho.lamgiang.example",
}
TEXT = (
    Passage(PassageKind.can_cu, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
    Passage(PassageKind.dieu, "Điều 1. Thông qua mức chi", "dieu-1", 3),
    Passage(PassageKind.khoan, "1. Mức chi là 500.000 đồng.", "dieu-1-khoan-1"),
    Passage(PassageKind.diem, "đ) Người có công.", "dieu-1-khoan-1-diem-dd"),
    Passage(PassageKind.table, rows=(("Đối tượng", "Mức"), ("Người có công", "500.000"))),
)


class Archive:
    """The archive's folder, and what a test does to it."""

    def __init__(self, root: Path, **site: Any) -> None:
        self.root = root
        self.own: dict[str, Any] = {}  # settings of Pelican beside those of its pelicanconf.py
        (root / "content/vocabulary").mkdir(parents=True)
        (root / "content/register").mkdir()
        shutil.copytree(REPOSITORY / "content/pages", root / "content/pages")
        for name in ("doctypes.yaml", "oversight.yaml", "fields.yaml"):
            shutil.copyfile(REPOSITORY / "content/vocabulary" / name, root / "content/vocabulary" / name)
        shutil.copyfile(REPOSITORY / "pelicanconf.py", root / "pelicanconf.py")
        compiled.lend(root)
        self.councils: list[dict[str, Any]] = [{"kind": council["level"], **council} for council in COUNCILS]
        self.write_vocabulary()
        facts: dict[str, Any] = {"site": SITE | site, "scope": {"province": "lam-giang"}}
        (root / "archive.yaml").write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write_vocabulary(self) -> None:
        words = {"organ_sets": {"chung": {"organs": ORGANS}}, "councils": self.councils}
        path = self.root / "content/vocabulary/bodies.yaml"
        path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    def put(
        self,
        passages: Iterable[Passage] = TEXT,
        *,
        event: str = "published",
        earlier: markdown.Texts = MappingProxyType({}),
        **changed: Any,
    ) -> record.Document:
        """Write a document and its line in the register of publications."""
        document = samples.document(**changed)
        path = self.root / f"content/documents/{document.address}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown.write(document, passages, earlier), encoding="utf-8")
        self.ledger("publications", {"event": event, "document": document.address})
        return document

    def issue(
        self,
        number: int,
        year: int = 2024,
        month: int = 12,
        day: int = 10,
        *,
        passages: Iterable[Passage] = TEXT,
        **changed: Any,
    ) -> record.Document:
        """A resolution of that number and day."""
        facts = {
            "slug": f"{number}-nq-hdnd",
            "number": str(number),
            "code": f"{number}/NQ-HĐND",
            "title": f"Về việc thứ {number}",
            "dates": record.Dates(issued=dt.date(year, month, day)),
        }
        return self.put(passages, **{**facts, **changed})

    def ledger(self, name: str, row: dict[str, Any]) -> None:
        path = self.root / f"content/register/{name}.jsonl"
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def build(self, output: str = "output", state: str = ".state", **changed: Any) -> None:
        """What `pelican` does in the folder."""
        logging.getLogger("pelican").setLevel(logging.ERROR)
        places = {"OUTPUT_PATH": str(self.root / output), "INCREMENTAL_STATE": str(self.root / state)}
        own = {**places, **self.own, **changed}
        Pelican(read_settings(str(self.root / "pelicanconf.py"), override=own)).run()

    def page(self, path: str) -> str:
        """A file of the output."""
        return (self.output / path).read_text(encoding="utf-8")
