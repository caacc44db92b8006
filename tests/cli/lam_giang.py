"""An invented province as an archive on disk: three levels, a council that ended, its successor, sender codes."""

import json
import shutil
from pathlib import Path

from samples.generator.packing import RECEIVER
from tests import compiled

ROOT = Path(__file__).parents[2]
CODES = {
    "lam-giang": "000.00.01.K98",
    "an-khe-ha": "000.00.02.K98",
    "phu-vinh-dong": "001.02.02.K98",
    "phu-vinh": "002.02.02.K98",
}
COUNCILS = (
    {"slug": "lam-giang", "name": "Tỉnh Lam Giang", "short": "Lam Giang", "level": "tinh", "kind": "tinh",
     "parent": None, "organs": "tinh", "khoa": {"X": "2021-2026"}},
    {"slug": "an-khe-ha", "name": "Huyện An Khê Hạ", "short": "An Khê Hạ", "level": "huyen", "kind": "huyen",
     "parent": "lam-giang", "organs": "xa", "valid_to": "2025-06-30"},
    {"slug": "phu-vinh-dong", "name": "Xã Phú Vinh Đông", "short": "Phú Vinh Đông", "level": "xa", "kind": "xa",
     "parent": "an-khe-ha", "organs": "xa", "valid_to": "2025-06-30",
     "successors": [{"slug": "phu-vinh", "part": "toan-bo"}]},
    {"slug": "phu-vinh", "name": "Xã Phú Vinh", "short": "Phú Vinh", "level": "xa", "kind": "xa",
     "parent": "lam-giang", "organs": "xa", "valid_from": "2025-07-01",
     "predecessors": [{"slug": "phu-vinh-dong", "part": "toan-bo"}]},
)  # fmt: skip


def write_archive(folder: Path, *, more: str = "") -> Path:
    """A new archive of the invented province, sample settings, empty inbox; answers `folder`."""
    words = folder / "content/vocabulary"
    words.mkdir(parents=True)
    for name in ("doctypes.yaml", "oversight.yaml", "fields.yaml"):
        shutil.copyfile(ROOT / "content/vocabulary" / name, words / name)
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    skeleton = (ROOT / "pipeline/skeleton/bodies.yaml").read_text(encoding="utf-8")
    councils = json.dumps(COUNCILS, ensure_ascii=False)
    (words / "bodies.yaml").write_text(f"{skeleton.split('councils: []')[0]}councils: {councils}\n", encoding="utf-8")
    senders = [{"code": code, "council": slug} for slug, code in CODES.items()]
    (words / "senders.yaml").write_text(json.dumps({"senders": senders}), encoding="utf-8")
    settings = "site: {name: Kho thử, place: Tỉnh Lam Giang, office: Văn phòng, email: kho@lamgiang.example}\n"
    settings += f"scope: {{province: lam-giang}}\naddress: {RECEIVER}\nsample: true\nworkers: 2\n{more}"
    (folder / "archive.yaml").write_text(settings, encoding="utf-8")
    shutil.copyfile(ROOT / "pipeline/skeleton/pelicanconf.py", folder / "pelicanconf.py")
    (folder / "inbox").mkdir()
    compiled.lend(folder)
    return folder
