from pathlib import Path

import pytest

from pipeline import media
from pipeline.document.model import ReceivedFile, Role
from pipeline.ingest import roles

CASES = {
    "one": {"a.pdf": "main"},
    "annex-first": {"phu-luc-1.pdf": "annex", "nghi-quyet.pdf": "main"},
    "only-an-annex": {"Phụ lục.pdf": "main"},
    "signed-twin": {"x.doc": "twin", "x_Signed.pdf": "main"},
    "signed-twin-in-vietnamese": {"Nghị quyết 12.docx": "twin", "Nghị quyết 12 (đã ký).pdf": "main"},
    "twin-of-an-annex": {"nq.pdf": "main", "PL1.xlsx": "annex", "PL2.docx": "twin", "PL2.signed.pdf": "annex"},
    "budget": {"du-toan.xlsx": "annex", "nq.docx": "main"},
    "enclosed": {"Bang kem theo NQ.pdf": "annex", "nq.pdf": "main"},
    "by-number": {"khac.pdf": "other", "12-nq-hdnd.pdf": "main"},
    "by-type": {"anh.jpg": "other", "nghi quyet.pdf": "main"},
    "two-of-one-name": {"a.pdf": "main", "a (2).pdf": "other"},
    "program": {"a.pdf": "main", "b.exe": "other"},
}
KINDS = {
    "pdf": media.PDF,
    "doc": media.DOC,
    "docx": media.DOCX,
    "xlsx": media.XLSX,
    "jpg": media.JPEG,
    "exe": media.EXECUTABLE,
}


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_roles_come_from_names_formats_and_signatures(files: dict[str, str]) -> None:
    received = [
        ReceivedFile(name, f"{i:064}", 1, KINDS[name.rpartition(".")[2]].media, Path(name))
        for i, name in enumerate(files)
    ]

    assigned = roles.assign(received, code="12/NQ-HĐND")

    assert {file.name: file.role for file in assigned} == {name: Role(role) for name, role in files.items()}
