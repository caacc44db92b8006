"""The promises of the incremental generator, on a site that uses it alone."""

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateNotFound

from plugins.incremental import BuildError, ContentBroken, SiteBusy, folders
from plugins.incremental.state import State
from plugins.incremental.state.lock import held
from tests.plugins import mini

NAMES = st.sampled_from([f"p{number}" for number in range(6)])
STEPS = st.one_of(
    st.tuples(
        st.just("write"),
        NAMES,
        st.sampled_from(["One", "Two", "Ba"]),
        st.sampled_from(["2023-01-05", "2024-01-05", "2024-03-01"]),
        st.sets(st.sampled_from(["a", "b"])),
        st.sets(NAMES, max_size=2),
    ),
    st.tuples(st.just("remove"), NAMES),
    st.tuples(st.just("theme"), st.sampled_from(["article", "tag", "page"]), st.sampled_from(["!", "?"])),
    st.tuples(st.just("damage"), st.integers(0, 20)),
    st.tuples(st.just("touch")),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return mini.blog(tmp_path / "site", posts=4)


def take(root: Path, step: tuple) -> None:  # type: ignore[type-arg] # one of the shapes of STEPS
    kind, *rest = step
    if kind == "write":
        name, title, date, tags, links = rest
        mini.article(root, name, title=title, date=date, tags=sorted(tags), links=sorted(links))
    elif kind == "remove":
        (root / f"content/articles/{rest[0]}.md").unlink(missing_ok=True)
    elif kind == "theme":
        (root / f"theme/templates/{rest[0]}.html").write_text(mini.TEMPLATES[rest[0]] + rest[1], encoding="utf-8")
    elif kind == "damage":
        files = sorted(path for path in (root / "output").rglob("*") if path.is_file())
        files[rest[0] % len(files)].unlink()
    else:
        for path in (root / "content/articles").iterdir():
            os.utime(path, ns=(1, 1))


@settings(max_examples=12, deadline=None)
@given(st.lists(STEPS, max_size=6))
def test_incremental_builds_end_in_the_bytes_of_a_full_one(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        root = mini.make(Path(folder) / "site")
        mini.article(root, "first", title="First", date="2024-01-01", tags=["a", "b"], links=["p1"])
        mini.build(root)
        for step in steps:
            take(root, step)
            mini.build(root)
        mini.build(root, "clean", ".clean")

        assert mini.tree(root / "output") == mini.tree(root / "clean")
        assert counted(root / ".state") == counted(root / ".clean") == members(root / ".clean")


def counted(state: Path) -> list[tuple]:  # type: ignore[type-arg] # name, sum of weights, size, last sort of each group
    """What a state keeps of its groups' counts."""
    with closing(sqlite3.connect(state / "build.sqlite")) as db:
        return db.execute("SELECT * FROM tally ORDER BY grp").fetchall()


def members(state: Path) -> list[tuple]:  # type: ignore[type-arg] # as above
    """The same, counted anew."""
    query = "SELECT grp, sum(weight), count(*), max(sort) FROM member GROUP BY grp ORDER BY grp"
    with closing(sqlite3.connect(state / "build.sqlite")) as db:
        return db.execute(query).fetchall()


def test_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    root = mini.make(tmp_path / "site")
    for number in range(200):
        mini.article(
            root, f"n{number}", title=f"Post {number}", date=f"2024-01-{number % 28 + 1:02d}", tags=[f"t{number % 7}"]
        )
    mini.build(root, INCREMENTAL_WORKERS=2)
    mini.build(root, "alone", ".alone", INCREMENTAL_WORKERS=1)

    assert len(mini.tree(root / "output")) == 200 + 7 + 3
    assert counted(root / ".state") == members(root / ".state")
    assert mini.tree(root / "output") == mini.tree(root / "alone")


def test_nothing_changed_writes_nothing(site: Path) -> None:
    before = mini.inodes(site / "output")
    mini.build(site)

    assert mini.inodes(site / "output") == before


def test_a_fresh_clone_with_the_old_state_writes_nothing(site: Path) -> None:
    clone = site.with_name("clone")
    shutil.copytree(site, clone, copy_function=shutil.copyfile)
    before = mini.inodes(clone / "output")
    mini.build(clone)

    assert mini.inodes(clone / "output") == before


def test_one_article_added_rewrites_only_what_shows_it(site: Path) -> None:
    before = mini.inodes(site / "output")
    mini.article(site, "new", title="New", date="2024-02-15", tags=["b"])
    mini.build(site)
    after = mini.inodes(site / "output")

    changed = {path for path in after if before.get(path) != after[path]}
    neighbours = {"p1/index.html", "p2/index.html"}
    assert changed == {"new/index.html", "tag/b/index.html", "year/2024/index.html", "index.html"} | neighbours


def test_a_page_follows_the_title_of_what_it_links_to(site: Path) -> None:
    mini.article(site, "linking", title="Linking", date="2020-01-01", links=["p3"])
    mini.build(site)
    mini.article(site, "p3", title="Renamed", date="2024-04-02", tags=["a"])
    mini.build(site)

    assert "Renamed" in (site / "output/linking/index.html").read_text(encoding="utf-8")


def test_a_removed_article_leaves_no_file_and_no_empty_folder(site: Path) -> None:
    mini.article(site, "only", title="Only", date="1999-01-01", tags=["rare"])
    mini.build(site)
    (site / "content/articles/only.md").unlink()
    mini.build(site)

    assert not [path for path in mini.tree(site / "output") if "only" in path or "rare" in path or "1999" in path]
    assert not (site / "output/tag/rare").exists()


def test_a_file_of_the_output_that_was_altered_is_made_again(site: Path) -> None:
    good = mini.tree(site / "output")
    (site / "output/p1/index.html").write_text("spoilt", encoding="utf-8")
    mini.build(site)

    assert mini.tree(site / "output") == good


@pytest.mark.parametrize("altered", ["p0/index.html", "p2/index.html", "tag/a/index.html"])
def test_a_page_altered_in_place_is_found_when_its_turn_comes(site: Path, altered: str) -> None:
    pages = sum(path.endswith(".html") for path in mini.tree(site / "output"))
    state = State(site / ".state")
    with (site / "output" / altered).open("a", encoding="utf-8") as page:
        page.write("spoilt")
    with closing(state), state.transaction():
        found = [list(folders.damaged(state, site / "output", pages=3)) for _ in range(-(-pages // 3))]
        owner = state.owner(altered)

    assert pages > 6 and [owner] in found and len([one for one in found if one]) == 1


def test_a_full_build_finds_what_kept_its_size(site: Path) -> None:
    good = mini.tree(site / "output")
    page = site / "output/p1/index.html"
    page.write_bytes(page.read_bytes().replace(b"Post", b"Pest"))
    mini.build(site, INCREMENTAL_FULL=True)

    assert mini.tree(site / "output") == good


def test_a_broken_file_is_named_and_the_old_site_stays(site: Path) -> None:
    good = mini.tree(site / "output")
    (site / "content/articles/bad.md").write_text("---\na: [\n---\n", encoding="utf-8")
    (site / "content/articles/worse.md").write_bytes(b"\xff\xfe")
    with pytest.raises(ContentBroken) as caught:
        mini.build(site)

    assert [path for path, _ in caught.value.problems] == ["bad.md", "worse.md"]
    assert mini.tree(site / "output") == good


def test_two_files_with_one_id_are_refused_by_name(site: Path) -> None:
    (site / "content/articles/twin.md").write_text("---\ntitle: T\nslug: p1\n---\n", encoding="utf-8")
    with pytest.raises(ContentBroken) as caught:
        mini.build(site)

    assert "p1.md" in caught.value.problems[0][0] and "twin.md" in caught.value.problems[0][0]


def test_a_second_build_at_the_same_time_says_so(site: Path) -> None:
    with held(site / ".state"), pytest.raises(SiteBusy):
        mini.build(site)

    mini.build(site)


def test_an_error_of_pelicans_own_holds_no_build_of_the_same_process(site: Path) -> None:
    page = site / "theme/templates/page.html"
    page.write_text("{% include 'nowhere.html' %}", encoding="utf-8")
    with suppress(TemplateNotFound):  # what `pelican -r` does: it logs, waits for a change and builds again
        mini.build(site)
    page.write_text("mended", encoding="utf-8")
    mini.build(site)

    assert (site / "output/pages/about.html").read_text(encoding="utf-8") == "mended"


def test_a_path_that_leaves_the_output_is_refused(site: Path) -> None:
    mini.article(site, "evil", title="Evil", date="2024-01-01")
    path = site / "content/articles/evil.md"
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{"slug": "../../evil", ', 1), encoding="utf-8")
    with pytest.raises(BuildError, match="not a path inside the output"):
        mini.build(site)

    assert not (site.parent / "evil").exists()


def test_a_state_that_is_no_database_is_made_anew(site: Path) -> None:
    good = mini.tree(site / "output")
    (site / ".state/build.sqlite").write_bytes(b"not a database" * 100)
    mini.build(site)

    assert mini.tree(site / "output") == good


def test_without_a_state_an_owned_output_loses_what_is_no_longer_made(site: Path) -> None:
    shutil.rmtree(site / ".state")
    (site / "content/articles/p1.md").unlink()
    (site / "output/.nojekyll").write_text("", encoding="utf-8")
    mini.build(site, INCREMENTAL_OWNED=True)

    assert not (site / "output/p1").exists()
    assert (site / "output/.nojekyll").exists()


def test_the_hand_written_page_is_pelicans_and_follows_its_file(site: Path) -> None:
    page = site / "content/pages/about.md"
    page.write_text("Title: About\n\nRewritten.\n", encoding="utf-8")
    mini.build(site)

    assert "Rewritten." in (site / "output/pages/about.html").read_text(encoding="utf-8")


def crash(root: Path, at: int) -> bool:
    """Build in a child that dies, without any clean-up, at its `at`-th act on the file system; whether it died."""
    child = os.fork()
    if child == 0:
        left = iter(range(at, -1, -1))
        acts = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "sqlite3.connect"}
        sys.addaudithook(lambda event, _: os._exit(9) if event in acts and next(left) == 0 else None)
        mini.build(root)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_first_build_killed_anywhere_leaves_nothing_or_all(tmp_path: Path) -> None:
    root = mini.make(tmp_path / "site")
    mini.article(root, "one", title="One", date="2024-01-02", tags=["a"])
    mini.build(root, "clean", ".clean")
    whole = mini.tree(root / "clean")
    at = 0
    while crash(root, at):
        assert mini.tree(root / "output") in ({}, whole)
        shutil.rmtree(root / "output", ignore_errors=True)
        shutil.rmtree(root / ".state", ignore_errors=True)
        at += 2

    assert at > 30
    assert mini.tree(root / "output") == whole
    assert not (root / ".output.new").exists()


def test_a_build_killed_anywhere_leaves_a_whole_site_and_the_next_one_repairs_it(site: Path) -> None:
    old = mini.tree(site / "output")
    mini.article(site, "p1", title="Changed", date="2024-02-02", tags=["b"])
    mini.article(site, "new", title="New", date="2024-02-15", tags=["b"])
    (site / "content/articles/p3.md").unlink()
    mini.build(site, "clean", ".clean")
    new = mini.tree(site / "clean")
    at = 0
    mixed = 0
    while True:
        copy = site.with_name("copy")
        shutil.copytree(site, copy)
        died = crash(copy, at)
        left = mini.tree(copy / "output")
        mixed += left not in (old, new)
        assert all(digest in (old.get(path), new.get(path)) for path, digest in left.items())
        mini.build(copy)

        assert mini.tree(copy / "output") == new
        shutil.rmtree(copy)
        if not died:
            break
        at += 3
    assert at > 60  # it did die in many places
    assert mixed <= 5  # of sixteen renames and deletions; everywhere else the site was the old one or the new one
