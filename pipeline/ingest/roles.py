"""What each file of a package is: the main text, an annex, the same text in another format, or something else."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline import media, text
from pipeline.document.model import ReceivedFile, Role

_ANNEX = re.compile(
    r"phu[\s_.-]*luc|(?:^|[\s_.-])pl[\s_.-]*(?:\d|[ivx]+\b|$)|kem[\s_.-]*theo|dinh[\s_.-]*kem|bieu[\s_.-]*(?:mau|so|\d)|"
    r"(?:^|[\s_.-])(?:danh[\s_.-]*(?:muc|sach)|du[\s_.-]*toan|bang[\s_.-]*(?:tong|ke|bieu))"
)
_SIGNED = re.compile(r"[\s_.()\[\]-]*(?:signed|da[\s_-]*ky(?:[\s_-]*so)?|ky[\s_-]*so)[\s_.()\[\]-]*$")
_MAIN = re.compile(
    r"(?:nghi|bao|ke|quyet|thong|to|ket|cong)[\s_.-]*(?:quyet|cao|hoach|dinh|bao|trinh|luan|van)|"
    r"(?:^|[\s_.-])(?:nq|bc|kh|qd|tb|ttr|kl)(?:$|[\s_.-])"
)
_FORMATS = (media.PDF.media, media.DOCX.media, media.DOC.media)


def assign(files: Sequence[ReceivedFile], *, code: str = "") -> tuple[ReceivedFile, ...]:
    """The same files with roles, in the same order.

    Of `x.doc` and `x_Signed.pdf` the PDF is the text that was signed, and the Word file its twin. Spreadsheets and what
    is named an annex are annexes, unless nothing else is there. Of several candidates that one is the main text whose
    name holds the number or the type of the document; without any sign, the first.
    """
    twins = _twins(files) if len(files) > 1 else ()
    rest = [file for index, file in enumerate(files) if index not in twins]
    readable = [file for file in rest if file.media in media.READABLE | media.CHECK_ONLY]
    named = [file for file in readable if not _ANNEX.search(_stem(file))]
    candidates = named or readable
    main = min(candidates, key=lambda file: _rank(file, code)) if len(candidates) > 1 else next(iter(candidates), None)
    return tuple(
        replace(file, role=Role.twin if index in twins else _role(file, main)) for index, file in enumerate(files)
    )


def _role(file: ReceivedFile, main: ReceivedFile | None) -> Role:
    if file is main:
        return Role.main
    if file.media in media.ANNEXES_ONLY or _ANNEX.search(_stem(file)):
        return Role.annex
    return Role.other


def _twins(files: Sequence[ReceivedFile]) -> set[int]:
    """Indexes of files whose text another one of the package carries with more authority."""
    best: dict[str, int] = {}
    twins: set[int] = set()
    for index, file in enumerate(files):
        key = _SIGNED.sub("", _stem(file)) if file.media in media.READABLE else ""
        if not key:
            continue
        if key not in best:
            best[key] = index
            continue
        rival = files[best[key]]
        if rival.media == file.media and rival.sha256 != file.sha256 and _signed(rival) == _signed(file):
            continue  # two PDFs of one name are two files, not one in two formats
        loser = index if _authority(rival) <= _authority(file) else best[key]
        twins.add(loser)
        best[key] = best[key] if loser == index else index
    return twins


def _authority(file: ReceivedFile) -> tuple[bool, int]:
    order = _FORMATS.index(file.media) if file.media in _FORMATS else len(_FORMATS)
    return (not _signed(file), order)


def _signed(file: ReceivedFile) -> bool:
    return bool(_SIGNED.search(_stem(file)))


def _rank(file: ReceivedFile, code: str) -> tuple[bool, bool, bool]:
    stem, wanted = text.slugify(_stem(file)), text.slugify(code)
    return (not (wanted and wanted in stem), not _MAIN.search(_stem(file)), not _signed(file))


def _stem(file: ReceivedFile) -> str:
    """The name without its ending and without the "(2)" that tells equal names apart, folded."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file.name)
    return re.sub(r"\s*\(\d+\)$", "", text.fold(stem)).strip()
