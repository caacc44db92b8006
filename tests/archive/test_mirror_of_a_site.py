"""A mirror's manifest is signed by nobody: what was changed with its line shows by the site's own signed lists."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.archive import mirror
from pipeline.document import verify_copy
from tests.archive.copies import Site
from tests.archive.office import Office

PAGE = "index.html"


@pytest.fixture
def usb(office: Office, site: Site, tmp_path: Path) -> Path:
    office.send("1.edxml", b"mot")
    shutil.rmtree(office.root / "output", ignore_errors=True)
    shutil.copytree(site.now, office.root / "output")
    mirror.copy(office.root, tmp_path / "usb")
    return tmp_path / "usb"


def listed_anew(usb: Path) -> None:
    """Write the manifest again, as one who can run sha256sum does."""
    files = (path for path in usb.rglob("*") if path.is_file() and path.name != mirror.MANIFEST)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(usb).as_posix()}\n" for path in files)
    (usb / mirror.MANIFEST).write_text("".join(lines), "utf-8")


def longer(name: str) -> Callable[[Path], object]:
    return lambda out: (out / name).write_bytes((out / name).read_bytes() + b" ")


TAMPERED: dict[str, tuple[Callable[[Path], object], str]] = {
    "page": (longer(PAGE), f"differs output/{PAGE}"),
    "added": (lambda out: (out / "x.js").write_bytes(b"x"), "extra output/x.js"),
    "gone": (lambda out: (out / PAGE).unlink(), f"missing output/{PAGE}"),
    "list of files": (longer("du-lieu/tep/index.html"), "differs output/du-lieu/tep/index.html"),
    "signed list": (longer(verify_copy.MANIFEST), f"differs output/{verify_copy.SIGNATURE}"),
    "no list": (lambda out: (out / verify_copy.MANIFEST).unlink(), f"differs output/{verify_copy.MANIFEST}"),
    "no signature": (lambda out: (out / verify_copy.SIGNATURE).unlink(), f"differs output/{verify_copy.SIGNATURE}"),
}


def test_a_mirror_as_it_was_made_holds(usb: Path, site: Site) -> None:
    assert mirror.verify(usb) == mirror.verify(usb, site.key) == []


@pytest.mark.parametrize("kind", TAMPERED)
def test_a_file_changed_together_with_its_line_is_named(usb: Path, site: Site, kind: str) -> None:
    tamper, named = TAMPERED[kind]
    tamper(usb / "output")
    listed_anew(usb)

    assert named in [f"{what} {name}" for what, name in mirror.verify(usb, site.key)]


def test_who_signs_for_himself_is_not_the_office(usb: Path) -> None:
    other = b"Ed" + bytes(40)

    assert mirror.verify(usb, other) == [("differs", f"output/{verify_copy.SIGNATURE}")]


@pytest.mark.parametrize("name", ["../la.txt", "/etc/hostname", "output/../../la.txt"])
def test_a_line_that_leads_out_of_the_mirror_is_told(usb: Path, name: str) -> None:
    with (usb / mirror.MANIFEST).open("a", encoding="utf-8") as lines:
        lines.write(f"{'0' * 64}  {name}\n")

    assert mirror.verify(usb) == [("differs", mirror.MANIFEST)]
