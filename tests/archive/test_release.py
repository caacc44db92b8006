"""A build comes before the readers in one step; the one before it can come back, but not what was taken down since."""

import datetime as dt
import shutil
import threading
from pathlib import Path

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


def test_only_the_last_two_are_kept(tmp_path: Path, releases: Releases) -> None:
    for words in ("một", "hai", "ba", "bốn"):
        releases.put(build(tmp_path, a=words), [])

    kept = sorted(path.name for path in (tmp_path / "public/releases").iterdir())
    assert kept == ["000003", "000003.json", "000004", "000004.json"]


@pytest.mark.parametrize("event", ["withdrawn", "suspended", "purged"])
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
