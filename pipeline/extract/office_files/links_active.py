"""Relationships of an Office file that load something when it is opened, or run something when they are followed."""

import re
from collections.abc import Iterator, Mapping

from pipeline.document.sentences import Said
from pipeline.extract.office_files import container
from pipeline.extract.office_files.docx_package import Relationship, relations

_LINK: Said = ("liên kết tự nạp", "link that loads by itself")
_SCRIPT: Said = ("liên kết chạy mã", "link that runs code")
_SCHEME = re.compile(r"^\s*(?:javascript|vbscript|data|ms-[\w-]+|search-ms|mhtml|mk|shell|res):", re.IGNORECASE)
# Word notes where the author's template lay, and a mail merge its list; a drive of that machine fetches nothing here.
_NOTED = frozenset(("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData"))
_LOCAL = re.compile(
    r"^(?:file:/{1,3})?[A-Z]:(?!//)|^(?:file://)?/(?!/)|^(?!(?:https?|ftp|file|smb|mhtml):)[^/\\]*$", re.IGNORECASE
)
# The values of another workbook are saved with the formula that uses them; a program asks before it looks again.
_SAVED = re.compile(r"^(?:xl)?externalLink", re.IGNORECASE)


def of(box: container.Container, kinds: Mapping[str, Said]) -> Iterator[tuple[str, Said]]:
    """Each with its place; `kinds` are inner relations that are active by their kind (a macro, an embedded object)."""
    for part in _sources(box):
        for relation in relations(box, part):
            if relation.kind in kinds and not relation.external:
                yield relation.target, kinds[relation.kind]
            elif relation.external and (said := _outside(relation)):
                yield f"{part or '/'} → {relation.target[:120]}", said


def _sources(box: container.Container) -> Iterator[str]:
    for name in box.names:
        folder, _, file = name.rpartition("_rels/")
        if file.endswith(".rels"):
            yield folder + file.removesuffix(".rels")


def _outside(relation: Relationship) -> Said | None:
    """A hyperlink waits for a click, so only its scheme counts; whatever else lies outside is loaded unasked."""
    if relation.kind == "hyperlink":
        return _SCRIPT if _SCHEME.match(relation.target) else None
    if _SAVED.match(relation.kind) or (relation.kind in _NOTED and _LOCAL.match(relation.target)):
        return None
    return _LINK
