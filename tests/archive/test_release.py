"""A build comes before the readers in one step; the one before it can come back, but not what was taken down since."""

import contextlib
import datetime as dt
import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.release import Releases
from pipeline.document.register import Publication
from pipeline.errors import UsageError

TIME = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def line(event: str, document: str = "tinh/lam-giang/2026/1-nq-hdnd") -> Publication:
    return Publication(time=TIME, event=event, document=document)  # type: ignore[arg-type]


def build(root: Path, **pages: str) -> Path:
    """What a build leaves: every changed file under a new inode."""
    output = root / "output"
    output.mkdir(exist_ok=True)
    for name, words in {"index": "trang chủ", **pages}.items():
        aside = output / f".{name}.new"
        aside.write_text(words, encoding="utf-8")
        target = output / f"{name}.html"
        if not target.exists() or target.read_text(encoding="utf-8") != words:
            aside.replace(target)
        else:
            aside.unlink()
    return output


def shown(releases: Releases, name: str) -> str:
    return (releases.live / f"{name}.html").read_text(encoding="utf-8")


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "public/live")


def test_a_build_is_shown_and_the_one_before_comes_back(tmp_path: Path, releases: Releases) -> None:
    releases.put(build(tmp_path, a="một"), [line("published")])
    releases.put(build(tmp_path, a="hai"), [line("published"), line("updated")])
    assert shown(releases, "a") == "hai"

    releases.back([line("published"), line("updated")])

    assert shown(releases, "a") == "một"


def test_the_same_build_is_no_new_release(tmp_path: Path, releases: Releases) -> None:
    assert releases.put(build(tmp_path), [])
    assert releases.put(build(tmp_path), []) is None


def test_on_a_disk_without_links_the_same_build_is_no_new_release(
    tmp_path: Path, releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", no_links)
    releases.put(build(tmp_path, a="một"), [])
    releases.put(build(tmp_path, a="hai"), [])

    assert releases.put(build(tmp_path, a="hai"), []) is None
    releases.back([])
    assert shown(releases, "a") == "một"


def test_after_going_back_the_release_before_the_next_is_the_one_gone_back_to(
    tmp_path: Path, releases: Releases
) -> None:
    for words in ("tốt", "hỏng"):
        releases.put(build(tmp_path, a=words), [])
    releases.back([])
    releases.put(build(tmp_path, a="sửa xong"), [])

    releases.back([])

    assert shown(releases, "a") == "tốt"


def test_only_the_last_two_are_kept(tmp_path: Path, releases: Releases) -> None:
    for words in ("một", "hai", "ba", "bốn"):
        releases.put(build(tmp_path, a=words), [])

    kept = sorted(path.name for path in (tmp_path / "public/releases").iterdir())
    assert kept == ["000003", "000003.json", "000004", "000004.json"]


@pytest.mark.parametrize("event", ["withdrawn", "suspended"])
def test_what_was_taken_down_does_not_come_back_and_is_not_kept(event: str, tmp_path: Path, releases: Releases) -> None:
    releases.put(build(tmp_path, a="văn bản"), [line("published")])
    releases.put(build(tmp_path, a="khác"), [line("published")])
    with pytest.raises(UsageError, match="1-nq-hdnd"):
        releases.back([line("published"), line(event)])
    assert shown(releases, "a") == "khác"

    releases.put(build(tmp_path, a="đã gỡ"), [line("published"), line(event)])

    words = [path.read_text(encoding="utf-8") for path in (tmp_path / "public").rglob("a.html")]
    assert set(words) == {"đã gỡ"}


def test_there_is_nothing_to_go_back_to_at_first(tmp_path: Path, releases: Releases) -> None:
    with pytest.raises(UsageError):
        releases.back([])
    releases.put(build(tmp_path), [])
    with pytest.raises(UsageError):
        releases.back([])


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path, releases: Releases) -> None:
    releases.live.mkdir(parents=True)
    (releases.live / "index.html").write_text("của người khác", encoding="utf-8")

    with pytest.raises(UsageError):
        releases.put(build(tmp_path), [])
    assert shown(releases, "index") == "của người khác"


def test_no_build_is_no_release(tmp_path: Path, releases: Releases) -> None:
    with pytest.raises(UsageError):
        releases.put(tmp_path / "output", [])


def test_a_run_killed_while_linking_leaves_the_old_site_and_no_half_of_the_new(
    tmp_path: Path, releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.put(build(tmp_path, a="một"), [])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("pipeline.archive.release._link", _killed)
        releases.put(build(tmp_path, a="hai"), [])
    assert shown(releases, "a") == "một"

    releases.put(build(tmp_path, a="hai"), [])
    assert shown(releases, "a") == "hai"


def _killed(source: Path, target: Path) -> None:
    raise KeyboardInterrupt


def test_a_reader_never_sees_a_missing_or_mixed_site(tmp_path: Path, releases: Releases) -> None:
    releases.put(build(tmp_path, a="0", b="0"), [])
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            folder = releases.live.resolve()
            try:
                one, two = ((folder / f"{name}.html").read_text(encoding="utf-8") for name in ("a", "b"))
            except FileNotFoundError:
                continue  # a release of three builds ago, which a reader this slow has lost
            seen.add("cùng" if one == two else "lẫn")

    reader = threading.Thread(target=read)
    reader.start()
    for count in range(1, 30):
        releases.put(build(tmp_path, a=str(count), b=str(count)), [])
        assert releases.live.is_symlink()
    stop.set()
    reader.join()

    assert seen == {"cùng"}


def test_where_links_are_not_possible_files_are_copied(
    tmp_path: Path, releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refused)
    releases.put(build(tmp_path, a="một"), [])
    shutil.rmtree(tmp_path / "output")

    assert shown(releases, "a") == "một"


WRITES = ("link", "symlink", "replace", "rename", "unlink", "mkdir", "rmdir", "write", "fsync", "sendfile")


def refusing(patch: pytest.MonkeyPatch, at: int, error: int, *, for_ever: bool) -> list[str]:
    """Let call number `at` that writes fail, or all from it on; answers the calls that were made, as they come."""
    calls: list[str] = []

    def around(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            calls.append(name)
            if len(calls) == at or (for_ever and len(calls) > at > 0):
                raise OSError(error, os.strerror(error))
            return real(*arguments, **more)

        return call

    for name in WRITES:
        patch.setattr(os, name, around(name, getattr(os, name)))
    return calls


def tree(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


def third_release(root: Path) -> tuple[Releases, Path, dict[str, str]]:
    """Two releases shown, a third one built; and what readers see."""
    releases = Releases(root / "public/live")
    for words in ("một", "hai"):
        releases.put(build(root, a=words, b="như cũ"), [])
    before = tree(releases.live)
    return releases, build(root, a="ba", c="mới"), before


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_a_disk_that_refuses_any_call_shows_the_old_pages_or_the_new(
    tmp_path: Path, error: int, *, for_ever: bool
) -> None:
    (whole := tmp_path / "0").mkdir()
    releases, output, _ = third_release(whole)
    with pytest.MonkeyPatch.context() as patch:
        calls = refusing(patch, 0, error, for_ever=for_ever)
        releases.put(output, [])
    assert {"link", "symlink", "replace", "unlink", "mkdir", "rmdir", "write"} <= {*calls}

    for at in range(1, len(calls) + 1):
        (root := tmp_path / str(at)).mkdir()
        releases, output, before = third_release(root)
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(OSError):
            refusing(patch, at, error, for_ever=for_ever)
            releases.put(output, [])
        assert tree(releases.live) in (before, tree(output)), f"call {at}, {calls[at - 1]}"
        releases.put(output, [])
        assert tree(releases.live) == tree(output), f"call {at}, {calls[at - 1]}"
        releases.back([])
        assert tree(releases.live) == before, f"call {at}, {calls[at - 1]}"
