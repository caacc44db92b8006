"""Where packages lie open: in the private store, apart from the workplace of runs, and gone with their desk."""

import os
from pathlib import Path

from pipeline.archive.private import Private


def test_a_desk_clears_what_dead_ones_left_and_nothing_of_living_ones(tmp_path: Path) -> None:
    private = Private(tmp_path / ".private")
    for name in ("999999999", "khong-phai-so", str(os.getppid())):
        (tmp_path / ".private/desk" / name).mkdir(parents=True)
        (tmp_path / ".private/desk" / name / "goi.pdf").write_bytes(b"%PDF")

    own = private.table()
    private.workplace()

    assert own.is_dir() and list(own.iterdir()) == []
    assert own.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in own.parent.iterdir()) == sorted({own.name, str(os.getppid())})
