"""The earlier versions of a document: a page of each with its text, and what changed from one to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from pipeline.document import markdown
from pipeline.document.difference import ComparedUnit, ComparedWords, SideBySide, difference
from pipeline.document.passage import HEADINGS, Passage
from pipeline.document.record import Document, Version
from plugins import archive_reader
from plugins.archive_pages import facsimiles, labels, names, signatures
from plugins.archive_pages.cards import difference_path, differences, original_path, version_path
from plugins.archive_pages.document_types import (
    ComparedRow,
    ComparedSection,
    ComparedSide,
    DocumentDetail,
    ShownFile,
    ShownVersion,
    VersionLink,
    VersionNames,
)
from plugins.archive_pages.page_types import Crumb, FollowedPage
from plugins.archive_pages.text_types import ChangedFact, DifferencePage, VersionPage, VersionSide
from plugins.archive_reader import Body, anchor_name
from plugins.filters import date_label, download_name, first_lower, instant_label, size_label
from plugins.incremental import Output

_NAMES: Mapping[Literal["title", "code", "date_label"], str] = {
    "title": "Trích yếu",
    "code": "Số, ký hiệu",
    "date_label": "Ngày ban hành",
}
_NAMED = 80  # letters of a heading without a number


def files(version: Version, document: Document) -> list[ShownFile]:
    """The originals of a version, main text first."""
    roles = list(labels.ROLES)
    return [
        {
            "role": file.role,
            "role_label": labels.ROLES[file.role],
            "name": file.name,
            "path": original_path(file),
            "size": file.size,
            "size_label": size_label(file.size),
            "media_label": labels.MEDIA.get(file.ext, file.ext.upper()),
            "sha256": file.sha256,
            "pages": file.pages,
            "signatures": signatures.shown(file.signatures),
            "download": download_name(document.slug if file.role == "main" else file.name, file.ext),
        }
        for file in sorted(version.files, key=lambda file: roles.index(file.role))
    ]


def links(body: Body) -> Iterator[VersionLink]:
    """The list of versions on the document's page, each with the way to what it changed."""
    document, compared = body.document, differences(body)
    for number, version in enumerate(document.versions, 1):
        current = number == len(document.versions)
        yield {
            "label": f"Phiên bản {number}",
            "path": None if current else version_path(document.address, number),
            "received_label": instant_label(version.received),
            "reason": version.reason,
            "current": current,
            "difference": difference_path(document.address, number - 1) if number - 1 in compared else None,
            "before": f"phiên bản {number - 1}",
        }


def outputs(body: Body, doc: DocumentDetail, base: FollowedPage) -> Iterator[Output]:
    """A page for each version but the last, and one for each step whose two texts are there."""
    for number in range(1, len(body.document.versions)):
        yield _page(number, body, doc, base)
    for number in differences(body):
        yield _difference(number, body, doc, base)


def _page(number: int, body: Body, doc: DocumentDetail, base: FollowedPage) -> Output:
    document, label = body.document, f"Phiên bản {number}"
    version, passages = document.versions[number - 1], _passages(number, body)
    pictures = facsimiles.between(version, version_path(document.address, number)) if passages else {}
    shown: ShownVersion = {
        **_then(number, document),
        "label": label,
        "received_label": instant_label(version.received),
        "superseded_label": instant_label(version.superseded) if version.superseded else None,
        "reason": version.reason,
        "receipt": version.receipt,
        "files": files(version, document),
        "pictured": bool(pictures),
        "body": Markup(archive_reader.html(passages, between=pictures)),  # noqa: S704 the reader escapes every word
        "difference": difference_path(document.address, number) if number in differences(body) else None,
        "next_label": f"phiên bản {number + 1}",
    }
    said = f"{label} của {doc['type']['name'].lower()} số {doc['code']}, nhận {shown['received_label']}."
    own: VersionPage = {
        **base,
        "crumbs": _crumbs(doc, base, label),
        "title": f"{base['title']} ({label.lower()})",
        "description": names.short(said, 300),
        "doc": doc,
        "version": shown,
        "current_path": doc["path"],
        "toc": archive_reader.contents(passages),
    }
    return Output(version_path(document.address, number), "version", own)


def _crumbs(doc: DocumentDetail, base: FollowedPage, here: str) -> list[Crumb]:
    return [*base["crumbs"][:-1], {"label": doc["code"], "path": doc["path"]}, {"label": here, "path": None}]


def _passages(number: int, body: Body) -> Sequence[Passage]:
    """The text of a version, earlier or current."""
    if number == len(body.document.versions):
        return body.passages
    return markdown.passages_of(body.earlier.get(number, ""))


def _then(number: int, document: Document) -> VersionNames:
    """Number, date and title of a version: its own, else those of the document."""
    version = document.versions[number - 1]
    return {
        "code": version.code or document.code,
        "date_label": date_label(version.issued or document.dates.issued),
        "title": version.title or document.title,
    }


def _difference(number: int, body: Body, doc: DocumentDetail, base: FollowedPage) -> Output:
    document = body.document
    last = number + 1 == len(document.versions)
    sides: list[VersionSide] = [
        {
            "label": f"Phiên bản {one}",
            "received_label": instant_label(document.versions[one - 1].received),
            "path": doc["path"] if one == len(document.versions) else version_path(document.address, one),
        }
        for one in (number, number + 1)
    ]
    found = difference(_passages(number, body), _passages(number + 1, body))
    rows = [row for section in found for row in section]
    label = f"Thay đổi từ phiên bản {number} đến phiên bản {number + 1}"
    own: DifferencePage = {
        **base,
        "crumbs": _crumbs(doc, base, label),
        "title": f"{doc['type']['name']} số {doc['code']}: {first_lower(label)}",
        "description": names.short(f"{label} của {doc['type']['name'].lower()} số {doc['code']}.", 300),
        "label": label,
        "sides": sides,
        "facts": list(_facts(number, document)),
        "sections": list(_sections(found, [side["path"] for side in sides])),
        "counts": {
            "changed": sum(row.old is not None and row.new is not None and not row.same for row in rows),
            "added": sum(row.old is None for row in rows),
            "removed": sum(row.new is None for row in rows),
        },
        "recognised": doc["ocr"] if last else False,
        "doc": doc,
    }
    return Output(difference_path(document.address, number), "difference", own)


def _facts(number: int, document: Document) -> Iterator[ChangedFact]:
    """Title, number and date, where they are other ones in the later version."""
    was, now = _then(number, document), _then(number + 1, document)
    for name, label in _NAMES.items():
        if was[name] != now[name]:
            yield {"label": label, "old": was[name], "new": now[name]}


def _sections(found: Iterable[Sequence[SideBySide]], paths: Sequence[str]) -> Iterator[ComparedSection]:
    """Headings with what changed below them; a run of headings under which nothing did is one line."""
    for unchanged, run in groupby(found, lambda rows: all(row.same for row in rows)):
        if unchanged:
            called = [_heading(rows) for rows in run]
            between = f"{called[0]} đến {called[-1]}" if len(called) > 2 else ", ".join(called)
            yield {"title": None, "rows": [{"same": between}]}
        else:
            for rows in run:
                yield {"title": _heading(rows, whole=True), "rows": list(_rows(rows, paths))}


def _rows(rows: Iterable[SideBySide], paths: Sequence[str]) -> Iterator[ComparedRow]:
    for same, run in groupby(rows, lambda row: row.same):
        if same:
            called = [name for row in run if row.new and row.new.kind not in HEADINGS and (name := _place(row.new))]
            if called:
                yield {"same": ", ".join(called)}
        else:
            yield from (_row(row, paths) for row in run)


def _row(row: SideBySide, paths: Sequence[str]) -> ComparedRow:
    sides = zip((row.old, row.new), row.pieces(), paths, strict=True)
    return {"same": None, "sides": [_side(unit, pieces, path) for unit, pieces, path in sides]}


def _side(unit: ComparedUnit | None, pieces: Sequence[ComparedWords], path: str) -> ComparedSide | None:
    if unit is None:
        return None
    return {"place": _place(unit), "path": f"{path}#{unit.id}" if unit.id else None, "pieces": pieces}


def _heading(rows: Sequence[SideBySide], *, whole: bool = False) -> str:
    """What a reader calls the part: Điều 5, an annex by its first words; whole: with its title, where that stayed."""
    first = rows[0].new or rows[0].old
    if first is None or first.kind not in HEADINGS:
        return "Phần mở đầu"
    if whole and rows[0].same:
        return first.text
    return anchor_name(first.id) or names.short(first.text, _NAMED)


def _place(unit: ComparedUnit | None) -> str:
    return anchor_name(unit.id) if unit else ""
