"""A session that is too large for a pack: nothing is published in its place, and the build says what to do."""

from pathlib import Path

import pytest

from pipeline import packs, settings
from pipeline.document import vocabulary
from pipeline.document.passage import Passage, PassageKind
from tests.site import archive

pytestmark = pytest.mark.long
ASKED = archive.SETTINGS + "packs: {last_sessions: 3}\n"


def test_a_session_above_ten_megabytes_is_left_out_and_the_others_are_packed(tmp_path: Path) -> None:
    clauses = [Passage(PassageKind.khoan, f"{n}. {archive.SENTENCE * 20}", f"k-{n}") for n in range(4000)]
    texts = [
        (archive.document("1/NQ-HĐND", "2024-03-04", term="X", session="mười"), clauses),
        (archive.document("2/NQ-HĐND", "2024-12-09", term="X", session="MƯỜI MỘT"), archive.BODY),
        (archive.document("3/NQ-HĐND", "2024-12-10", term="X", session="11"), archive.BODY),
    ]
    root = archive.make(tmp_path / "kho", settings=ASKED, texts=[(made, tuple(said)) for made, said in texts])
    archive.build(root)

    made = packs.renew(root, settings.load(root), lambda: vocabulary.load(root / "content/vocabulary"))
    assert made.changed
    ((folder, error),) = made.left_out
    assert folder == "tinh/lam-giang/ky-hop/khoa-x-ky-10" and "quá 10 MB" in str(error)
    output = archive.build(root)

    there = sorted(path.relative_to(output).as_posix() for path in output.rglob("goi.*"))
    assert there == [f"tinh/lam-giang/ky-hop/khoa-x-ky-11/goi.{kind}" for kind in ("epub", "html")]
    assert "goi.html" not in (output / folder / "index.html").read_text(encoding="utf-8")
