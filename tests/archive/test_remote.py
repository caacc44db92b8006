"""A copy kept up to date over HTTP from a real server, which may break off at any byte, lie, or go back in time."""

import base64
import datetime as dt
import functools
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest

from pipeline import errors, lock
from pipeline.archive import mirror, remote
from pipeline.document import minisign, verify_copy
from tests.archive.breaking import Handler, Server
from tests.archive.copies import NOW, Site, signed
from tests.cli.conftest import hdnd
from tests.plugins import mini
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill

update = functools.partial(remote.update, pauses=(0.0, 0.0))


def test_a_copy_is_the_site_and_a_second_run_fetches_next_to_nothing(
    site: Site,
    server: Server,
    tmp_path: Path,
) -> None:
    done = update(server.address, tmp_path / "ban sao", site.key)
    assert mini.tree(tmp_path / "ban sao") == mini.tree(site.now)
    assert done.word and done.word.signed == NOW

    again = update(server.address + "index.html", tmp_path / "ban sao", None)
    assert (again.written, again.removed) == (0, 0)
    assert again.size < 40_000  # the manifest and its signature


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def _other(path: Path) -> None:
    path.write_bytes(bytes(len(path.read_bytes())))


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [_emptied, _longer, _other, Path.unlink, _a_folder])
def test_what_was_changed_in_a_copy_since_is_fetched_again(
    site: Site, server: Server, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    update(server.address, tmp_path / "copy", site.key)
    spoil(page := tmp_path / "copy/index.html")
    if page.exists():
        os.utime(page, (time.time() + 60,) * 2)  # not within the steps of a stick's file system
    update(server.address, tmp_path / "copy", site.key)

    assert mini.tree(tmp_path / "copy") == mini.tree(site.now)


def test_an_update_fetches_what_the_build_changed_and_drops_what_left(
    site: Site,
    server: Server,
    tmp_path: Path,
) -> None:
    server.folder = site.before
    update(server.address, tmp_path / "copy", site.key)
    server.folder = site.now
    done = update(server.address, tmp_path / "copy", site.key)
    before, now = mini.tree(site.before), mini.tree(site.now)
    changed = sum((site.now / name).stat().st_size for name in now if now[name] != before.get(name))

    assert mini.tree(tmp_path / "copy") == now
    assert done.size <= 1.2 * changed
    assert done.removed == len(before.keys() - now.keys())


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3))])
def test_cut_at_any_byte_the_next_run_goes_on(site: Site, server: Server, tmp_path: Path, seed: int) -> None:
    """What a cut run had brought of a state that is past does not stay behind."""
    rng, dest = random.Random(seed), tmp_path / "copy"
    for _ in range(6):
        server.folder = rng.choice([site.before, site.now])
        server.left = rng.randrange(200_000)
        try:
            update(server.address, dest, None)
        except errors.RemoteFailed:
            continue
    server.folder, server.left = site.now, None
    update(server.address, dest, None)

    assert mini.tree(dest) == mini.tree(site.now)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))])
def test_killed_at_any_time_the_next_run_goes_on(site: Site, server: Server, tmp_path: Path, seed: int) -> None:
    dest = tmp_path / "copy"
    for seconds in (0.7 + 0.3 * seed, 1.0 + 0.2 * seed):
        command = [sys.executable, "-m", "pipeline.cli", "mirror", str(dest), "--from", server.address]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            try:
                run.wait(seconds)
            except subprocess.TimeoutExpired:
                run.kill()
    update(server.address, dest, site.key)

    assert mini.tree(dest) == mini.tree(site.now)


def test_an_older_state_is_not_taken(site: Site, server: Server, tmp_path: Path) -> None:
    update(server.address, tmp_path / "copy", site.key)
    server.folder = site.before

    with pytest.raises(errors.RemoteFailed, match="older state"):
        update(server.address, tmp_path / "copy", None)
    assert mini.tree(tmp_path / "copy") == mini.tree(site.now) | _left(tmp_path / "copy")


def _left(copy: Path) -> dict[str, str]:
    return {name: data for name, data in mini.tree(copy).items() if name.startswith(".new/")}


def forged(site: Site, folder: Path, *, sign: bool) -> Path:
    """The site with another page in it, in lists that agree; signed by somebody else, or by nobody."""
    shutil.copytree(site.now, folder)
    page = folder / "index.html"
    old = verify_copy._hash(page)
    page.write_bytes(page.read_bytes() + b"<!-- -->")
    for path in (folder / "du-lieu/tep/goc.txt", folder / "manifest.json"):
        before = verify_copy._hash(path)
        path.write_text(path.read_text().replace(str(old), str(verify_copy._hash(page))))
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace(str(before), str(verify_copy._hash(path))))
    signer = minisign.load(minisign.make("", operations=32768, memory=1 << 20)[0], "")
    trusted = f"signed:{NOW.isoformat()} expires:{(NOW + dt.timedelta(days=9)).isoformat()}"
    signature = signer.sign((folder / "manifest.json").read_bytes(), trusted)
    if sign:
        (folder / verify_copy.SIGNATURE).write_text(minisign.signature_file(signature, trusted))
        (folder / verify_copy.KEY).write_text(signer.public.file)
    else:
        (folder / verify_copy.SIGNATURE).unlink()
    return folder


@pytest.mark.parametrize("sign", [True, False])
def test_what_another_key_signed_is_not_taken(site: Site, server: Server, tmp_path: Path, sign: bool) -> None:
    """With the key named, or known from the run before."""
    update(server.address, tmp_path / "copy", None)
    server.folder = forged(site, tmp_path / "forged", sign=sign)

    for key, dest in ((site.key, tmp_path / "new"), (None, tmp_path / "copy")):
        with pytest.raises(errors.RemoteFailed, match="no signature of the known key"):
            update(server.address, dest, key)
    assert verify_copy._hash(tmp_path / "copy/index.html") == verify_copy._hash(site.now / "index.html")


def test_a_file_that_is_not_the_one_named_is_told_and_the_copy_before_stands(
    site: Site,
    server: Server,
    tmp_path: Path,
) -> None:
    server.folder = site.before
    update(server.address, tmp_path / "copy", site.key)
    server.folder = tmp_path / "rotten"
    shutil.copytree(site.now, server.folder)
    wrong = next(path for path in sorted(server.folder.rglob("*.html")) if "xa/phu-vinh/2024/30" in path.as_posix())
    wrong.write_bytes(b"<p>")

    with pytest.raises(errors.RemoteFailed, match=wrong.relative_to(server.folder).as_posix()):
        update(server.address, tmp_path / "copy", site.key)
    assert {name: data for name, data in mini.tree(tmp_path / "copy").items() if name[:5] != ".new/"} == mini.tree(
        site.before
    )


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/../../x", "a\\b", "c:x", "a//b", ".new/x", "manifest.json", "con\x00"]
)
def test_a_name_that_leads_elsewhere_is_refused(site: Site, server: Server, tmp_path: Path, name: str) -> None:
    server.folder = tmp_path / "odd"
    shutil.copytree(site.now, server.folder)
    path, manifest = server.folder / "du-lieu/tep/goc.txt", server.folder / "manifest.json"
    before = str(verify_copy._hash(path))
    path.write_text(path.read_text() + f"{'a' * 64}  {name}\n")
    manifest.write_text(manifest.read_text().replace(before, str(verify_copy._hash(path))))
    (server.folder / verify_copy.SIGNATURE).unlink()

    with pytest.raises(errors.RemoteFailed, match="odd file name"):
        update(server.address, tmp_path / "copy", None)
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {".new"}


def test_a_server_that_packs_all_it_sends_is_understood_also_where_the_line_breaks(
    site: Site, server: Server, tmp_path: Path
) -> None:
    """A file that is packed itself is said to be, too, and is no other file for that."""
    server.manner = "packs"
    for cut in (40, 3_000, 60_000, None):
        server.left = cut
        with suppress(errors.RemoteFailed):
            update(server.address, tmp_path / "copy", site.key)

    assert list((site.now).rglob("*.gz"))
    assert mini.tree(tmp_path / "copy") == mini.tree(site.now)


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("tires", "manifest.json.minisig: the server answers HTTP 503"),
        ("moves", "manifest.json: HTTP 301 → https://kho.example/kho/manifest.json"),
        ("lies", "manifest.json: Content-Encoding: 'br'"),
    ],
)
def test_what_the_server_answers_is_told(
    server: Server, tmp_path: Path, manner: Literal["tires", "moves", "lies"], said: str
) -> None:
    """The line did not break, and who typed http:// for a site behind https:// is told where it went."""
    server.manner = manner

    with pytest.raises(errors.RemoteFailed) as failed:
        update(server.address, tmp_path / "copy", None)
    assert said in str(failed.value)


@pytest.mark.long
def test_a_disk_that_is_full_is_not_told_as_a_line_that_broke(server: Server, site: Site, tmp_path: Path) -> None:
    command = (
        f"ulimit -f 30; exec {sys.executable} -m pipeline.cli mirror '{tmp_path / 'copy'}' --from {server.address}"
    )
    clean = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # a module compiled under the limit would be cut, for everybody
    done = subprocess.run(["bash", "-c", command], env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 9 and str(tmp_path / "copy") in done.stderr, done.stderr

    update(server.address, tmp_path / "copy", site.key)
    assert mini.tree(tmp_path / "copy") == mini.tree(site.now)


def test_another_folder_is_left_alone(server: Server, tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text("của tôi")

    with pytest.raises(errors.UsageError, match="đã có tệp khác"):
        update(server.address, tmp_path, None)
    for url in ("ftp://a/", "kho", "http://", "http://a:b/", "http://u:p@a/"):
        with pytest.raises(errors.UsageError, match="không phải địa chỉ"):
            update(url, tmp_path / "new", None)


@pytest.mark.long
def test_the_command_says_what_came_and_how_to_check_it(site: Site, server: Server, tmp_path: Path) -> None:
    key = base64.b64encode(site.key).decode()
    done = hdnd(tmp_path, "mirror", str(tmp_path / "copy"), "--from", server.address, "--office-key", key)

    assert done.returncode == 0, done.stderr
    assert "bỏ 0 tệp" in done.stdout and "ký ngày 02/03/2026 08:00" in done.stdout
    server.folder = tmp_path / "nowhere"
    failed = hdnd(tmp_path, "--lang", "en", "mirror", str(tmp_path / "copy"), "--from", server.address)
    assert failed.returncode == 1 and "manifest.json: HTTP 404" in failed.stderr


@pytest.mark.long
def test_a_second_run_beside_one_ends_as_busy_and_spoils_nothing(site: Site, server: Server, tmp_path: Path) -> None:
    dest = tmp_path / "ban-sao"
    dest.mkdir()

    with lock.archive(dest), pytest.raises(errors.Busy):
        update(server.address, dest, None)
    with lock.archive(dest):
        done = hdnd(tmp_path, "mirror", str(dest), "--from", server.address)

    assert (done.returncode, (dest / "manifest.json").exists()) == (75, False)
    assert "ban-sao" in done.stderr


def test_the_archive_s_own_check_knows_a_copy_of_a_site(site: Site, server: Server, tmp_path: Path) -> None:
    dest = tmp_path / "ban-sao"
    update(server.address, dest, None)
    whole = mirror.verify(dest)
    (dest / "index.html").write_text("khác", "utf-8")
    (dest / "thua.html").write_text("x", "utf-8")
    damaged = mirror.verify(dest)

    assert whole == []
    assert {("differs", "index.html"), ("extra", "thua.html")} <= {*damaged}
    assert mirror.verify(dest, site.key[:-1] + b"x") != damaged


def test_over_a_year_of_changes_a_copy_stays_the_site(tmp_path: Path) -> None:
    """No withdrawn text stays in the copy, whatever came between two runs."""
    made, rng = Archive(tmp_path / "archive"), random.Random(8)
    fill(made)
    made.build()
    signed(made, NOW)
    with Server(("127.0.0.1", 0), Handler) as running:
        running.folder = made.output
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        for step in range(24):
            documents = sorted((made.root / "content/documents").rglob("*.md"))
            if step % 3 == 2:
                rng.choice(documents).unlink()
            else:
                made.issue(100 + step, council="phu-vinh", level="xa")
            made.build()
            signed(made, NOW + dt.timedelta(days=2 * step + 2))
            if rng.random() < 0.6:
                running.left = rng.choice([None, rng.randrange(100_000)])
                try:
                    update(running.address, tmp_path / "copy", None)
                except errors.RemoteFailed:
                    continue
                assert mini.tree(tmp_path / "copy") == mini.tree(made.output)
        running.left = None
        update(running.address, tmp_path / "copy", None)
        running.shutdown()

    assert mini.tree(tmp_path / "copy") == mini.tree(made.output)
