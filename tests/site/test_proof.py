"""The page's own check that its document stands in the signed register, for trees of every shape."""

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

from pipeline.document import tlog
from tests.node import NODE

SCRIPT = Path(__file__).parents[2] / "theme/static/js/proof.js"


def entry(number: int) -> str:
    return f'{{"document":"tinh/lam-giang/2024/{number}","title":"Số {number} – đò & “bến”"}}'


def case(size: int, index: int) -> dict[str, Any]:
    rows = tlog.levels([tlog.leaf(entry(number).encode()) for number in range(size)])
    note = tlog.Checkpoint("kho.example", size, rows[-1][0], {}, (("kho.example", b"idididsigned"),))
    tiles = {name: base64.b64encode(data).decode() for name, data in tlog.tiles(rows)}
    return {"checkpoint": str(note), "tiles": tiles, "index": index, "entry": entry(index)}


def said(cases: list[dict[str, Any]], tmp_path: Path) -> list[str]:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"script": str(SCRIPT), "cases": cases}), encoding="utf-8")
    command = [NODE, str(Path(__file__).with_name("proof.cjs")), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found: list[str] = json.loads(done.stdout)
    return found


def test_every_line_is_proved_from_the_tiles_alone(tmp_path: Path) -> None:
    places = [(1, 0), (2, 1), (3, 2), (7, 4), (255, 254), (256, 0), (256, 255), (257, 0), (257, 256), (600, 300)]
    places += [(600, 599), (66_000, 0), (66_000, 65_535), (66_000, 65_999), (65_793, 65_700)]

    found = said([case(size, index) for size, index in places], tmp_path)

    assert [words.split(" của")[0] for words in found] == [
        f"Khớp: dòng {index + 1} trong {size} dòng" for size, index in places
    ]
    assert all("chữ ký của kho.example" in words for words in found)


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    other = case(300, 12) | {"entry": entry(13)}
    moved = case(300, 12) | {"index": 13}
    tile = base64.b64encode(bytes(32 * 44)).decode()
    changed = case(300, 12)
    changed["tiles"]["tile/0/001.p/44"] = tile
    missing = case(300, 12)
    del missing["tiles"]["tile/0/000"]
    younger = case(300, 12) | {"index": 300}

    found = said([other, moved, changed, missing, younger], tmp_path)

    assert [words.split(":")[0] for words in found] == ["KHÔNG KHỚP"] * 3 + [
        "Không đọc được đầu sổ hoặc mảnh cây băm",
        "Văn bản mới hơn đầu sổ đã ký; hãy xem lại sau lần dựng trang tới.",
    ]
