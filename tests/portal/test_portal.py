"""Two archives as one portal: whole, nothing twice, all links right, one search; the portal before, or the new one."""

import copy
import datetime as dt
import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from pipeline import errors
from pipeline.archive.store import original
from pipeline.document import record, verify_copy
from pipeline.document.passage import Passage, PassageKind
from pipeline.portal import Joined, join, one_search
from pipeline.portal.members import JoinedArchive
from pipeline.portal.shelving import Places
from tests.archive.copies import NOW, signed
from tests.cli.conftest import hdnd
from tests.document import samples
from tests.loopback import serving
from tests.node import NODE
from tests.parity import built, corpus, questions, read
from tests.plugins.archive import REPOSITORY, Archive
from tests.plugins.mini import tree

PARITY = REPOSITORY / "tests/parity"
LINK = re.compile(r'(?:href|src|action)="([^"#?]+)["#?]|url\(["\']?([^"\')]+)')
ORIGINAL = b"%PDF-1.4 one original that two provinces received"
SHA256 = hashlib.sha256(ORIGINAL).hexdigest()


def make(root: Path, province: str, name: str, commune: str) -> Archive:
    """An archive of a province and a commune; both provinces have a commune of that name."""
    archive = Archive(root, place=name, url="")
    archive.councils = [
        {"slug": province, "name": name, "short": name[5:], "level": "tinh", "kind": "tinh", "organs": "chung"},
        {"slug": commune, "name": "Xã Tân Lập", "short": "Tân Lập", "level": "xa", "kind": "xa", "parent": province},
    ]
    archive.write_vocabulary()
    settings = json.loads((root / "archive.yaml").read_text(encoding="utf-8"))
    settings["scope"] = {"province": province}
    (root / "archive.yaml").write_text(json.dumps(settings), encoding="utf-8")
    for number, council, level in ((1, province, "tinh"), (2, commune, "xa"), (3, province, "tinh")):
        issue(archive, number, council, level)
    archive.build()
    return archive


def issue(archive: Archive, number: int, council: str, level: str, **changed: Any) -> None:
    place = archive.councils[0]["name"]
    said = f"Điều 1. Thông qua mức chi cho {council}, {place}, số {number}"
    text = (Passage(PassageKind.dieu, said, "dieu-1", 3), *(changed.pop("passages", ()) or ()))
    path = original(archive.root / "content/originals", SHA256, "pdf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ORIGINAL)
    file = samples.file(sha256=SHA256, size=len(ORIGINAL))
    changed["versions"] = (record.Version(receipt=f"TN-2024-{number:06}", received=samples.RECEIVED, files=(file,)),)
    title = f"Về mức chi của {council}, {place}, việc {number}"
    archive.issue(number, passages=text, council=council, level=level, title=title, **changed)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, ...]:
    folder = tmp_path_factory.mktemp("hai-noi")
    one = make(folder / "a", "lam-giang", "Tỉnh Lam Giang", "tan-lap")
    return one, make(folder / "b", "hai-son", "Tỉnh Hải Sơn", "tan-lap")


@pytest.fixture
def two(made: tuple[Archive, ...], tmp_path: Path) -> tuple[Archive, ...]:
    """Both, as a test may change them."""
    found = []
    for one in made:
        shutil.copytree(one.root, tmp_path / one.root.name)
        found.append(copy.copy(one))
        found[-1].root = tmp_path / one.root.name
    return tuple(found)


@pytest.fixture
def portal(two: tuple[Archive, ...], tmp_path: Path) -> Path:
    joined(two, tmp_path / "cong")
    return tmp_path / "cong"


def joined(two: tuple[Archive, ...], dest: Path) -> Joined:
    return join([one.root for one in two], dest)


def ask(portal: Path, *asked: str) -> list[list[dict[str, object]]]:
    """The cards that the portal's own index gives, as the search page asks it."""
    done = subprocess.run([NODE, PARITY / "ask.cjs", portal, *asked], capture_output=True, encoding="utf-8", check=True)
    return [[hit["card"] for hit in answer] for answer in json.loads(done.stdout)]


def where(portal: Path, asked: str) -> list[str]:
    return [str(card["path"]) for card in ask(portal, asked)[0]]


def indexed(portal: Path) -> str:
    """All that the files of the archives' indexes say, unpacked."""
    (dictionary,) = portal.glob("chung/search/dictionary-*.js")
    words = zlib.decompress(read.wide(dictionary)[2], -15)
    found = map(read.wide, sorted(portal.glob("*/search/*/**/*.js")))
    return "\n".join(read.inflated(packed, words if name.isdigit() else b"") for name, _, packed in found)


def broken(folder: Path) -> Iterator[str]:
    """PortalLinks that lead to no file of the folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.endswith((".html", "atom.xml", ".css")):
            for found in LINK.finditer(path.read_text(encoding="utf-8")):
                link = found[1] or found[2]
                inside = not re.match("[a-z]+:|//|#", link)
                start = folder if link.startswith("/") else path.parent  # as in the page for wrong addresses
                if inside and not (start / unquote(link).lstrip("/")).is_file():
                    yield f"{path.relative_to(folder)}: {link}"


def test_a_portal_is_whole_and_every_link_leads_to_a_file(portal: Path) -> None:
    assert list(verify_copy.differences(portal)) == []
    assert list(broken(portal)) == []


def test_no_bytes_of_two_archives_lie_twice_and_no_file_is_a_link(two: tuple[Archive, ...], portal: Path) -> None:
    owners = defaultdict(set)
    for name, sha256 in tree(portal).items():
        owners[sha256].add(name)
        assert (portal / name).stat().st_nlink == 1
        assert not (portal / name).is_symlink()

    assert [names for names in owners.values() if len({name.split("/")[0] for name in names}) > 1] == []
    assert list(tree(portal / "originals").values()) == [SHA256]
    assert len(tree(portal / "static")) == len(tree(two[0].output / "static"))


def test_its_tables_are_one_package_and_lead_to_originals_and_schemas(two: tuple[Archive, ...], portal: Path) -> None:
    """A table's key named `hoi_dong`, which is `lam-giang-hoi_dong` here; originals lie at the root alone."""
    import frictionless  # for this test alone: it loads half a second long

    package = frictionless.Package(str(portal / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["message"])[:3]
    keys = [key["reference"]["resource"] for table in package.resources for key in table.schema.foreign_keys]
    assert set(keys) == {"lam-giang-hoi_dong", "hai-son-hoi_dong"}
    for folder in (portal / "lam-giang", portal / "hai-son"):
        named = set(re.findall(r"(?:\.\./)*originals/[\w./]+", "".join(lines(folder))))
        assert named and all((folder / one).is_file() for one in named), named
        head = json.loads((folder / "du-lieu/su-kien/moi-nhat.json").read_bytes())
        assert (folder / head["schema"]).is_file() and (folder / head["newest"]).is_file()


def lines(folder: Path) -> Iterator[str]:
    """All rows of documents, of tables and of whole texts."""
    for path in (folder / "du-lieu").rglob("*"):
        if path.name.endswith((".csv", ".jsonl", ".gz")):
            yield (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()


def test_the_portals_own_pages_speak_for_no_one_archive(two: tuple[Archive, ...], portal: Path) -> None:
    """The frame is the first archive's; its office answers for its own documents alone."""
    office = "Văn phòng</span> tiếp nhận, xử lý và quản lý dữ liệu"
    assert office in (two[0].output / "index.html").read_text(encoding="utf-8")

    for page in ("index.html", "tim-kiem/index.html", "du-lieu/tep/index.html"):
        said = (portal / page).read_text(encoding="utf-8")
        assert office not in said and "Tỉnh Hải Sơn" in said, page


def test_the_portal_speaks_english_too_and_its_pages_lead_to_each_other(portal: Path) -> None:
    home, english = ((portal / name).read_text(encoding="utf-8") for name in ("index.html", "en/index.html"))

    assert "6 documents of 4 People's Councils in 2 places" in english and "Liên thông" not in english
    assert 'href="en/index.html"' in home and 'href="../index.html"' in english
    assert '"../lam-giang/en/index.html"' in english and 'action="tim-kiem/index.html"' in english


def test_a_portal_with_an_address_has_a_map_of_what_is_found_nowhere_else(
    two: tuple[Archive, ...], tmp_path: Path
) -> None:
    """Pages of an archive with an address of its own are listed there: they say so themselves (canonical)."""
    one, other = two
    settings = json.loads((one.root / "archive.yaml").read_text(encoding="utf-8"))
    settings["site"]["url"] = "https://kho.lamgiang.example/"
    (one.root / "archive.yaml").write_text(json.dumps(settings), encoding="utf-8")
    one.build()
    join([one.root, other.root], tmp_path / "cong", url="https://cong.example/chung/")
    said = (tmp_path / "cong/sitemap/1.xml").read_text(encoding="utf-8")
    places = [found.removeprefix("https://cong.example/chung/") for found in re.findall("<loc>(.*?)</loc>", said)]

    assert places[:3] == ["index.html", "tim-kiem/index.html", "en/index.html"]
    assert {place.split("/")[0] for place in places[3:]} == {"hai-son"}
    assert "hai-son/tinh/hai-son/2024/1-nq-hdnd/index.html" in places
    assert all((tmp_path / "cong" / place).is_file() for place in places)
    assert "cong.example/chung/sitemap/1.xml" in (tmp_path / "cong/sitemap.xml").read_text(encoding="utf-8")
    wrong = (tmp_path / "cong/404.html").read_text(encoding="utf-8")
    assert 'action="/chung/tim-kiem/index.html"' in wrong and 'href="/chung/hai-son/index.html"' in wrong
    assert not re.search(r'(?:href|src)="(?!/chung/|#|https?:|data:)', wrong)


def test_names_are_right_for_a_stick_whatever_its_disk_knows(portal: Path) -> None:
    """FAT32, exFAT and Windows: no two names that differ in case alone, none of their signs, none too long."""
    names = list(tree(portal))
    parts = {part for name in names for part in name.split("/")}

    assert len({name.casefold() for name in names}) == len(names)
    assert not [one for one in parts if re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', one) or len(one) > 200]
    assert not [one for one in parts if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", one)]
    assert max(map(len, names)) < 200


def test_who_runs_a_portal_may_sign_it_with_minisign(portal: Path, tmp_path: Path) -> None:
    """As docs/how-to/mirror.md has it: `verify.py` believes that signature, too, until a file differs."""
    page = (REPOSITORY / "docs/how-to/mirror.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"^## Several archives.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    (command,) = re.findall(r"^```\n(cd /srv/cong.*?)^```", part, re.DOTALL | re.MULTILINE)
    script = (
        command.replace("/srv/cong", str(portal)).replace("~/", f"{tmp_path}/").replace("minisign -G", "minisign -G -W")
    )  # without a password: nobody is asked here
    done = subprocess.run(["bash", "-e", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    check = [sys.executable, str(portal / "verify.py")]

    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    (portal / "index.html").write_text("x", encoding="utf-8")
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("province", ["con", "static", "manifest"])
def test_an_archive_whose_province_is_a_kept_name_gets_a_folder_that_every_disk_holds(
    two: tuple[Archive, ...], tmp_path: Path, province: str
) -> None:
    manifest = two[1].output / "manifest.json"
    said = json.loads(manifest.read_bytes())
    said["archive"]["province"] = province
    manifest.write_text(json.dumps(said))
    sums = verify_copy.sums(said["lists"], manifest.read_bytes())
    (two[1].output / "SHA256SUMS").write_bytes(sums)
    done = joined(two, tmp_path / "cong")

    assert list(done.archives) == ["lam-giang", province if province == "manifest" else f"{province}-2"]
    assert verify_copy.main([str(tmp_path / "cong")]) == verify_copy.TOO_OLD and not list(broken(tmp_path / "cong"))


def test_one_question_finds_documents_of_both_with_their_province(portal: Path) -> None:
    (cards,) = ask(portal, "mức chi việc")

    assert {card["province"] for card in cards} == {"lam-giang", "hai-son"}
    assert len(cards) == 6
    for card in cards:
        assert (portal / str(card["path"])).is_file()
    page = (portal / "tim-kiem/index.html").read_text(encoding="utf-8")
    build = re.search(r'data-build="(\w+)"', page)
    assert build and re.findall(r'rel="preload"[^>]*href="([^"]+)"', page) == [f"../search/meta.js?{build[1]}"]
    meta = json.loads((portal / "search/meta.js").read_text(encoding="utf-8")[10:-2])
    labels = {facet["name"]: facet["values"] for facet in meta["labels"]["facets"]}
    assert labels["province"] == {"lam-giang": "Tỉnh Lam Giang", "hai-son": "Tỉnh Hải Sơn"}
    assert labels["council"]["lam-giang/tan-lap"] == "HĐND xã Tân Lập, Tỉnh Lam Giang"
    assert labels["council"]["hai-son/hai-son"] == "HĐND tỉnh Hải Sơn"


@pytest.mark.parametrize(
    "parts",
    [(1, 2), (40, 70, 99), *(pytest.param(parts, marks=pytest.mark.long) for parts in ((33, 90), (64, 128)))],
    ids=str,
)
def test_scores_and_order_are_those_of_one_index_over_all(parts: tuple[int, ...], tmp_path: Path) -> None:
    documents = corpus.documents(parts[-1], seed=7)
    members, start = [], 0
    for number, stop in enumerate(parts):
        folder = tmp_path / f"kho-{number}"
        built.write(built.Folder(folder), built.numbered(documents[start:stop]))
        members.append(member(folder))
        start = stop
    (tmp_path / "search").mkdir()
    (tmp_path / "search/meta.js").write_bytes(one_search.meta(members, Places(members))[1])
    for name, folded in (("exact", False), ("folded", True)):
        (tmp_path / f"{name}.json").write_text(json.dumps(corpus.monolith(documents, folded=folded)), encoding="utf-8")
    (tmp_path / "questions.json").write_text(json.dumps(questions.questions(documents, 120)), encoding="utf-8")
    done = subprocess.run([NODE, PARITY / "compare.cjs", tmp_path], capture_output=True, encoding="utf-8", check=True)

    assert json.loads(done.stdout)["wrong"] == []
    assert json.loads(done.stdout)["asked"] == 120


def member(folder: Path) -> JoinedArchive:
    said = json.loads((folder / "search/meta.js").read_text(encoding="utf-8")[10:-2])
    said["labels"]["facets"] = [{**one, "values": {}} for one in said["labels"]["facets"]]
    files = MappingProxyType(tree(folder))
    return JoinedArchive(folder, folder.name, folder.name, "", "", "2026-01-01", files, folder.name, None, said)


def test_joining_again_writes_only_what_changed(two: tuple[Archive, ...], portal: Path) -> None:
    nothing = joined(two, portal)
    before = tree(portal)
    issue(two[1], 4, "tan-lap", "xa")
    two[1].build()

    again = joined(two, portal)

    after = tree(portal)
    changed = {name for name in after if before.get(name) != after[name]}
    assert nothing.written == nothing.removed == 0
    assert not [name for name in changed if re.match("lam-giang/.*/2024/|lam-giang/search/|static/", name)]
    assert again.written <= len(changed)
    assert list(verify_copy.differences(portal)) == []
    shutil.rmtree(portal)
    joined(two, portal)
    assert tree(portal) == after


def test_what_an_archive_withdraws_leaves_the_portal(two: tuple[Archive, ...], portal: Path) -> None:
    hidden = "chuyện riêng bông súng tím"
    facts: Any = {"council": "tan-lap", "level": "xa"}
    two[1].issue(4, passages=(Passage(PassageKind.dieu, hidden, "dieu-1", 3),), title=hidden, **facts)
    two[1].build()
    joined(two, portal)
    assert where(portal, "bông súng tím")[0] == "hai-son/xa/tan-lap/2024/4-nq-hdnd/index.html"
    assert hidden in indexed(portal)
    gone: Any = {"state": "withdrawn", "state_reason": "theo đề nghị của cơ quan ban hành"}
    two[1].issue(4, passages=(), title="Về việc thứ 4", **facts, **gone)
    two[1].build()

    joined(two, portal)

    assert not [path for path in where(portal, "bông súng tím") if "4-nq-hdnd" in path]
    assert "6 văn bản của 4 Hội đồng nhân dân" in (portal / "index.html").read_text(encoding="utf-8")
    assert hidden not in indexed(portal)
    for path in filter(Path.is_file, portal.rglob("*")):
        assert hidden.encode() not in path.read_bytes(), path


def edit(site: Path) -> None:
    path = site / "tinh/hai-son/index.html"
    path.write_bytes(path.read_bytes().replace(b"H", b"h", 1))


def drop(site: Path) -> None:
    next(site.glob("search/doc/0/*.js")).unlink()


def add(site: Path) -> None:
    (site / "them.html").write_text("thêm", encoding="utf-8")


def cut(site: Path) -> None:
    path = site / "du-lieu/tep/tinh.txt"
    path.write_bytes(path.read_bytes()[:-20])


def forge(site: Path) -> None:
    (site / verify_copy.SIGNATURE).write_text(
        "untrusted comment: x\nRUQ=\ntrusted comment: y\nAAAA\n", encoding="utf-8"
    )


@pytest.mark.parametrize("harm", [edit, drop, add, cut, forge])
def test_a_site_that_is_not_what_its_manifest_says_is_refused_by_name(
    harm: Callable[[Path], None], two: tuple[Archive, ...], portal: Path
) -> None:
    before = tree(portal)
    issue(two[0], 9, "lam-giang", "tinh")
    two[0].build()
    harm(two[1].output)

    with pytest.raises(errors.JoinRefused) as refused:
        joined(two, portal)

    assert str(two[1].output) in refused.value.sentence()
    assert tree(portal) == before
    assert not list(portal.parent.glob(".cong*"))


def older(archive: Archive) -> None:
    signed(archive, NOW - dt.timedelta(days=2))


def other_key(archive: Archive) -> None:
    shutil.rmtree(archive.root / ".private")
    signed(archive, NOW + dt.timedelta(days=2))


def unsigned(archive: Archive) -> None:
    (archive.output / verify_copy.SIGNATURE).unlink()


@pytest.mark.parametrize("harm", [older, other_key, unsigned])
def test_a_signed_archive_comes_again_by_the_same_key_and_not_older(
    harm: Callable[[Archive], None], two: tuple[Archive, ...], tmp_path: Path
) -> None:
    dest = tmp_path / "ky/cong"
    signed(two[1], NOW)
    assert len(joined(two, dest).unsigned) == 1
    before = tree(dest)
    harm(two[1])

    with pytest.raises(errors.JoinRefused) as refused:
        joined(two, dest)

    assert str(two[1].output) in refused.value.sentence()
    assert tree(dest) == before


def test_a_signed_archive_comes_again_with_a_newer_signature(two: tuple[Archive, ...], tmp_path: Path) -> None:
    signed(two[1], NOW)
    joined(two, tmp_path / "cong")
    signed(two[1], NOW + dt.timedelta(days=1))

    joined(two, tmp_path / "cong")

    known = json.loads((tmp_path / "cong" / verify_copy.MANIFEST).read_text(encoding="utf-8"))["archives"][1]
    assert known["signed"] == (NOW + dt.timedelta(days=1)).isoformat()


def test_what_cannot_be_joined_is_said_in_a_sentence(two: tuple[Archive, ...], portal: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(two[0].output, twin)
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine", encoding="utf-8")
    for paths, dest in (
        ([two[0].root], tmp_path / "x"),
        ([two[0].root, twin], tmp_path / "x"),
        ([two[0].root, tmp_path], tmp_path.parent / "x"),
        ([two[0].root, portal], tmp_path / "x"),
        ([one.root for one in two], full),
        ([one.root for one in two], two[0].root / "x"),
    ):
        with pytest.raises(errors.UsageError):
            join(paths, dest)

    assert not (tmp_path / "x").exists()
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


@pytest.mark.long
def test_the_command_joins_and_says_what_it_did(two: tuple[Archive, ...], tmp_path: Path) -> None:
    paths = [str(one.output) for one in two]

    done = hdnd(tmp_path, "--lang", "en", "join", *paths, "--to", str(tmp_path / "cong"), "--name", "Cổng thử")

    assert done.returncode == 0, done.stderr
    assert "Joined Tỉnh Lam Giang, Tỉnh Hải Sơn" in done.stdout
    assert done.stderr.count("is not signed") == 2
    assert "<h1>Cổng thử</h1>" in (tmp_path / "cong/index.html").read_text(encoding="utf-8")


def test_an_archive_elsewhere_is_joined_by_its_address(two: tuple[Archive, ...], tmp_path: Path) -> None:
    with serving(two[1].output) as address:
        done = hdnd(tmp_path, "join", str(two[0].output), address, "--to", str(tmp_path / "cong"))

    assert done.returncode == 0, done.stderr
    (kept,) = (tmp_path / "cong-ban-sao").iterdir()
    assert {name: sha256 for name, sha256 in tree(kept).items() if not name.startswith(".")} == tree(two[1].output)
    assert where(tmp_path / "cong", "thong qua muc chi hai-son")


@pytest.mark.long
def test_a_run_killed_at_any_instant_leaves_the_portal_before_or_the_new_one(
    two: tuple[Archive, ...], portal: Path
) -> None:
    states = [tree(portal)]
    kept = portal.with_name("kept")
    shutil.copytree(portal, kept)
    issue(two[0], 5, "tan-lap", "xa")
    two[0].build()
    joined(two, portal)
    states.append(tree(portal))
    command = "import sys; from pathlib import Path; from pipeline.portal import join;"
    command += "join([Path(sys.argv[1]), Path(sys.argv[2])], Path(sys.argv[3]))"
    paths = [str(one.root) for one in two]
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", command, *paths, str(portal)], check=True, cwd=REPOSITORY)
    lasts = time.monotonic() - begun
    for part in range(24):
        shutil.rmtree(portal)
        shutil.copytree(kept, portal, copy_function=shutil.copy2)
        running = subprocess.Popen([sys.executable, "-c", command, *paths, str(portal)], cwd=REPOSITORY)
        time.sleep(lasts * (0.4 + 0.6 * part / 23))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()

        assert tree(portal) in states
    joined(two, portal)
    assert tree(portal) == states[1]
    assert not list(portal.parent.glob(".cong*"))


@pytest.mark.long
def test_in_chromium_from_a_folder_one_question_leads_to_both(portal: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.goto((portal / "index.html").as_uri())
    page.fill("#tim-toan-kho", "mức chi việc")
    page.press("#tim-toan-kho", "Enter")
    page.wait_for_selector("#ket-qua[aria-busy=false]")
    page.wait_for_selector("#bo-loc input[name=tinh]")
    found = page.eval_on_selector_all("#ket-qua a", "rows => rows.map(row => row.href)")
    assert {re.sub(".*/cong/([^/]+)/.*", r"\1", one) for one in found} == {"lam-giang", "hai-son"}
    page.check("#bo-loc input[name=tinh][value=hai-son]")
    page.wait_for_url("**tinh=hai-son**")
    page.wait_for_selector("#ket-qua[aria-busy=false]")
    found = page.eval_on_selector_all("#ket-qua a", "rows => rows.map(row => row.href)")
    assert {re.sub(".*/cong/([^/]+)/.*", r"\1", one) for one in found} == {"hai-son"}
    page.click("#ket-qua a >> nth=0")
    page.wait_for_selector("article h1")
    page.click("nav.menu a:has-text('Cổng chung')")
    page.wait_for_selector("#tim-toan-kho")
    page.close()

    assert said == []
