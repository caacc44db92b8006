"""A copy over HTTP from sites that are published meanwhile, are none at all, or name places outside the copy."""

import functools
import json
import os
import random
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from pipeline import errors, lock
from pipeline.archive import mirror, remote, store
from pipeline.document import verify_copy
from tests.archive import faults
from tests.archive.breaking import Server
from tests.archive.copies import Site
from tests.archive.test_remote import forged
from tests.plugins import mini

update = functools.partial(remote.update, pauses=(0.0, 0.0))


def test_every_file_is_asked_for_once_over_few_lines(site: Site, server: Server, tmp_path: Path) -> None:
    """Python 3.11 left each answer open: every file was asked for twice, over a line of its own, 0.2 s apart."""
    done = update(server.address, tmp_path / "copy", site.key)

    assert server.asked <= done.written + 2  # with manifest, signature and key; SHA256SUMS is reckoned here
    assert server.lines < 20


def offered(site: Site, folder: Path, lists: Any) -> Path:
    """The site, unsigned, whose manifest says this of its first list, or of its lists altogether."""
    shutil.copytree(site.now, folder)
    said = json.loads((folder / verify_copy.MANIFEST).read_bytes())
    said["lists"] = {**said["lists"], next(iter(said["lists"])): lists} if lists != {} else lists
    (folder / verify_copy.MANIFEST).write_text(json.dumps(said))
    (folder / verify_copy.SIGNATURE).unlink()
    return folder


@pytest.mark.parametrize("sha256", ["../../../evil", "{place}/evil", "", "A" * 64, None, 5, ["a"]], ids=repr)
def test_a_hash_that_is_none_writes_nothing_anywhere(site: Site, server: Server, tmp_path: Path, sha256: Any) -> None:
    """Half files are named by their hash: this one led out of the copy, and what the site sent was written there."""
    told = sha256.format(place=tmp_path) if isinstance(sha256, str) else sha256
    server.folder = offered(site, tmp_path / "a/b/site", told)

    with pytest.raises(errors.RemoteFailed, match="not the site of an archive"):
        update(server.address, tmp_path / "a/b/copy", None)
    assert not [path for path in tmp_path.rglob("evil*")]
    assert verify_copy.main([str(server.folder)]) == verify_copy.NO_COPY


@pytest.mark.parametrize(
    "data", [b"<html>Wi-Fi</html>", b"", b"[]", b"\xff", b"[" * 200_000], ids=lambda data: data[:9]
)
def test_what_is_no_site_is_told_in_a_sentence(site: Site, server: Server, tmp_path: Path, data: bytes) -> None:
    """As a network answers that wants a password first; the copy before stands."""
    update(server.address, tmp_path / "copy", None)
    server.folder = offered(site, tmp_path / "none", {})
    (server.folder / verify_copy.MANIFEST).write_bytes(data)

    with pytest.raises(errors.RemoteFailed, match="not the site of an archive"):
        update(server.address, tmp_path / "new", None)
    with pytest.raises(errors.RemoteFailed):
        update(server.address, tmp_path / "copy", None)
    assert verify_copy._hash(tmp_path / "copy/manifest.json") == verify_copy._hash(site.now / "manifest.json")


def test_a_signature_that_does_not_hold_is_not_taken_for_none(site: Site, server: Server, tmp_path: Path) -> None:
    """Not even by the first run, which knows no key: the copy stayed unsigned, and any key would have done for it."""
    server.folder = tmp_path / "mixed"
    shutil.copytree(site.now, server.folder)
    shutil.copyfile(site.before / verify_copy.SIGNATURE, server.folder / verify_copy.SIGNATURE)

    with pytest.raises(errors.RemoteFailed, match="no signature of the known key"):
        update(server.address, tmp_path / "copy", None)
    assert not (tmp_path / "copy/index.html").exists()


def test_a_site_that_is_published_between_two_files_is_asked_again(site: Site, server: Server, tmp_path: Path) -> None:
    """The signature of the build before, the manifest of this one."""
    server.folder, server.then = site.before, site.now
    done = update(server.address, tmp_path / "copy", None)

    assert done.word and mini.tree(tmp_path / "copy") == mini.tree(site.now)


def test_two_runs_into_one_copy_do_not_go_on_with_each_others_halves(
    site: Site, server: Server, tmp_path: Path
) -> None:
    (dest := tmp_path / "copy").mkdir()
    with lock.archive(dest), pytest.raises(errors.Busy):
        update(server.address, dest, site.key)

    update(server.address, dest, site.key)
    assert mini.tree(dest) == mini.tree(site.now)


def unsigned(state: Path, folder: Path) -> Path:
    """A state of the site that any other may follow."""
    shutil.copytree(state, folder)
    (folder / verify_copy.SIGNATURE).unlink()
    return folder


@pytest.mark.parametrize("times", [7, pytest.param(40, marks=pytest.mark.long)])
def test_a_kill_at_any_call_leaves_no_text_that_the_site_dropped_before_the_next_run(
    site: Site, server: Server, tmp_path: Path, times: int
) -> None:
    """A page that was being put in place lay beside it, half copied, under a name that is in no list."""
    before, now, dest = unsigned(site.before, tmp_path / "before"), unsigned(site.now, tmp_path / "now"), tmp_path / "c"
    server.folder = before
    update(server.address, tmp_path / "kept", None)

    def renew() -> None:
        update(server.address, dest, None)

    def calls(at: int) -> int | None:
        shutil.rmtree(dest, ignore_errors=True)
        shutil.copytree(tmp_path / "kept", dest)
        server.folder = now
        return faults.run(renew, at, faults.die)

    whole = calls(0) or 0
    for at in random.Random(times).sample(range(whole // 4, whole + 1), times):
        assert calls(at) is None
        server.folder = before
        renew()
        assert mini.tree(dest) == mini.tree(before), at


def killed(site: Site, server: Server, dest: Path, after: str) -> None:
    """The copy of the state before, whose update was killed when this file had come to its place."""
    server.folder = site.before
    update(server.address, dest, None)
    server.folder = site.now
    shift = store.shift

    def run() -> None:
        def moved(source: Path, path: Path) -> None:
            shift(source, path)
            if path == dest / after:
                os.kill(os.getpid(), signal.SIGKILL)

        store.shift = moved
        update(server.address, dest, None)

    assert faults.run(run, 0, faults.die) is None


@pytest.mark.parametrize("after", [verify_copy.SIGNATURE, verify_copy.KEY])
@pytest.mark.parametrize("sign", [True, False])
def test_killed_between_signature_key_and_manifest_a_copy_knows_its_key(
    site: Site, server: Server, tmp_path: Path, after: str, sign: bool
) -> None:
    """The signature was of one state and the manifest of another: the copy took what any key had signed, or none."""
    dest = tmp_path / "copy"
    killed(site, server, dest, after)
    server.folder = forged(site, tmp_path / "forged", sign=sign)
    with pytest.raises(errors.RemoteFailed, match="no signature of the known key"):
        update(server.address, dest, None)
    server.folder = site.before
    with pytest.raises(errors.RemoteFailed, match="older state"):
        update(server.address, dest, None)

    server.folder = site.now
    update(server.address, dest, None)
    assert mini.tree(dest) == mini.tree(site.now)


def test_after_a_cut_run_the_copy_before_is_said_to_be_whole(
    site: Site, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What had come so far was named file by file as extra, and the copy that stands was called broken."""
    dest = tmp_path / "copy"
    server.folder = site.before
    update(server.address, dest, site.key)
    server.folder, server.left = site.now, 60_000
    with pytest.raises(errors.RemoteFailed):
        update(server.address, dest, site.key)

    assert verify_copy.main([str(dest), "--lang", "en"]) in (0, verify_copy.TOO_OLD)
    said = capsys.readouterr().out
    assert said.startswith("Whole: yes.\nUnfinished: .new/ ") and said.count(".new") == 1
    assert mirror.verify(dest) == []
