import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import file_names

HOSTILE = [
    "../../etc/x.pdf",
    "/etc/passwd",
    "C:\\x.pdf",
    "x.pdf:evil.exe",
    "a\u202efdp.exe",
    "nq.pdf.exe",
    "x.php.pdf",
    "%2e%2e%2fx.pdf",
    "．．／x.pdf",
    "x.pdf%00.exe",
    "~root/x.pdf",
    ".git/hooks/x",
    "..%c0%afx.pdf",
    "a\nb.pdf",
]
ODD = {
    "-rf.pdf": "-rf.pdf",
    "<img src=x onerror=alert(1)>.pdf": "<img src=x onerror=alert(1)>.pdf",
    "{static}x.pdf": "{static}x.pdf",
    "con.pdf": "con.pdf",
    "robots.txt.pdf": "robots.txt.pdf",
    " x.pdf. ": "x.pdf",
    "": "tep-3.pdf",
    "\ufeffx.pdf": "x.pdf",
    "12/2024/NQ-HĐND.pdf": "12-2024-NQ-HĐND.pdf",
    "nghi\u0323 quye\u0302\u0301t.pdf": "nghị quyết.pdf",
    "Báo cáo: giám sát.pdf": "Báo cáo: giám sát.pdf",
    "a" * 300 + ".pdf": "a" * 196 + ".pdf",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_try_something_are_told(name: str) -> None:
    assert file_names.hostile(name)


@pytest.mark.parametrize(("name", "shown"), ODD.items())
def test_odd_names_are_only_cleaned(name: str, shown: str) -> None:
    assert not file_names.hostile(name)
    assert file_names.display(name, number=3, ext="pdf") == shown


@given(st.text(max_size=300))
def test_a_shown_name_is_never_a_path_and_shown_again_stays(name: str) -> None:
    shown = file_names.display(name, number=1, ext="pdf")

    assert shown and len(shown) <= file_names.LENGTH
    assert not set("/\\\n\r\t\0") & set(shown) and shown not in (".", "..")
    assert file_names.display(shown, number=1, ext="pdf") == shown


def test_equal_names_are_numbered() -> None:
    assert file_names.distinct(["a.pdf", "A.pdf", "b", "a.pdf"]) == ["a.pdf", "A (2).pdf", "b", "a (3).pdf"]
