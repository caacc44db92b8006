"""A package that came in a ZIP or in a SOAP answer is read as if it had come bare."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.document.model import Package as Received
from tests import province
from tests.ingest import packages
from tests.ingest.packages import PDF, File, Package, zipped

WRITTEN = packages.java(Package(files=[File(), File("phu-luc.pdf", PDF + b"\n")]))


def read(folder: Path, name: str, data: bytes, **limits: int) -> Received:
    path = folder / name
    path.write_bytes(data)
    settings = province.SETTINGS
    return ingest.read(
        path, folder / name.replace(".", "-"), settings.limits.model_copy(update=limits), address="L77.01"
    )


def codes(package: Received) -> set[str]:
    return {finding.code for finding in package.findings}


@pytest.mark.parametrize(
    "how",
    [
        "zip",
        "base64",
        "base64 in cdata",
        "escaped",
        "escaped but >",
        "escaped in figures",
        "escaped in hexadecimals",
        "escaped behind a mark",
        "cdata",
    ],
)
def test_a_package_in_something_else_is_read_as_if_bare(how: str, tmp_path: Path) -> None:
    bare = read(tmp_path, "bare.edxml", WRITTEN.encode())
    sent = packages.within(how, WRITTEN)

    package = read(tmp_path, "sent.zip" if how == "zip" else "sent.xml", sent)

    assert codes(package) == {"package-unwrapped", *codes(bare)}
    assert package.declared == bare.declared
    assert [(file.name, file.sha256) for file in package.files] == [(file.name, file.sha256) for file in bare.files]
    assert (package.sha256, package.channel) == (hashlib.sha256(sent).hexdigest(), "axis")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packages.within("zip", WRITTEN)[:-30], "archive-damaged"),
        (zipped(**{"../goi.edxml": WRITTEN.encode()}), "archive-path"),
        (zipped(**{"goi.edxml": WRITTEN.encode() + b" " * 40_000_000}), "archive-bomb"),
        (packages.within("zip", WRITTEN) + b"MZ", "polyglot"),
    ],
    ids=["cut", "outside", "bomb", "program behind"],
)
def test_a_wrapper_that_may_not_be_used_gives_no_package(data: bytes, code: str, tmp_path: Path) -> None:
    package = read(tmp_path, "goi.zip", data)

    assert code in codes(package)
    assert package.declared.number is None
    assert package.files == ()


def test_words_around_a_package_are_judged_with_it(tmp_path: Path) -> None:
    named = read(tmp_path, "TỐI MẬT.zip", packages.within("zip", WRITTEN))
    beside = read(tmp_path, "a.xml", packages.within("base64 behind Độ mật: Tối mật", WRITTEN))
    within = read(tmp_path, "b.xml", packages.within("base64 marked Độ mật: Mật", WRITTEN))

    assert "TỐI MẬT.zip" in {wording.text for wording in named.wordings}
    assert "Độ mật: Tối mật" in {wording.text for wording in beside.wordings}
    assert "Độ mật: Mật" in {wording.text for wording in within.wordings}


@pytest.mark.parametrize(
    "tail",
    [
        "<data>" + "A" * 300 + " " * 2_000_000 + "<x/></data>",
        "<![CDATA[<" * 200_000,
        "<data>&lt;" * 200_000,
        "<data>" + ">" * 999_999,
    ],
    ids=["blanks", "sections without end", "elements without end", "bare signs"],
)
def test_an_answer_made_to_be_read_for_ever_is_held_at_once(tail: str, tmp_path: Path) -> None:
    sent = packages.within("base64", WRITTEN).decode().replace("</s:Body>", f"{tail}</s:Body>")

    package = read(tmp_path, "a.xml", sent.encode())

    assert codes(package) and "package-unwrapped" not in codes(package)


def test_an_answer_greater_than_attachments_may_be_is_not_opened(tmp_path: Path) -> None:
    sent = packages.within("base64", WRITTEN).decode().replace("</s:Body>", f"{' ' * 2_000_000}</s:Body>")

    assert "package-unwrapped" not in codes(read(tmp_path, "a.xml", sent.encode(), attachment_mb=1))


def test_a_zip_in_a_zip_may_hold_what_the_outer_one_leaves(tmp_path: Path) -> None:
    inner = zipped(**{"a.pdf": PDF + b" " * 900_000, "b.pdf": PDF})
    sent = packages.java(Package(files=[File("a.zip", zipped(**{"in.zip": inner, "c.pdf": PDF + b" " * 300_000}))]))

    taken = read(tmp_path, "a.edxml", sent.encode(), attachment_mb=2)
    refused = read(tmp_path, "b.edxml", sent.encode(), attachment_mb=1)

    assert [file.name for file in taken.files] == ["a.pdf", "b.pdf", "c.pdf"]
    assert "archive-bomb" in codes(refused)


def test_a_folder_ending_in_a_backslash_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thu\\", b"")
        archive.writestr("thu\\nghi-quyet.pdf", PDF)

    package = read(tmp_path, "b.zip", path.read_bytes())

    assert [file.name for file in package.files] == ["nghi-quyet.pdf"]
