"""What runs or fetches by itself in a Word file: macros, embedded objects, links that load without a click."""

import re
from collections.abc import Iterator, Sequence

from pipeline.document.model import Finding
from pipeline.extract import container
from pipeline.extract.docx_package import Relation, WordFile, relations

_KINDS = {
    "vbaProject": ("macro VBA", "VBA macro"),
    "wordVbaData": ("macro VBA", "VBA macro"),
    "oleObject": ("đối tượng OLE", "OLE object"),
    "package": ("tệp nhúng", "embedded file"),
    "control": ("điều khiển ActiveX", "ActiveX control"),
    "activeXControlBinary": ("điều khiển ActiveX", "ActiveX control"),
    "aFChunk": ("nội dung altChunk", "altChunk"),
    "attachedToolbars": ("thanh công cụ có macro", "toolbars with macros"),
    "keyMapCustomizations": ("phím tắt gọi macro", "keys that call macros"),
    "subDocument": ("văn bản con", "subdocument"),
}
_PARTS = re.compile(
    r"vbaProject\.bin$|vbaData\.xml$|^word/(?:embeddings|activeX)/|\.(?:exe|dll|js|vbs|hta|scr|lnk)$", re.I
)
_LOADS = frozenset(("image", "attachedTemplate", "frame", "video", "audio", "media", "oleObject", "subDocument"))
# Word notes where the author's template lay; a drive of that author's machine fetches nothing from ours.
_LOCAL = re.compile(
    r"^(?:file:/{1,3})?[A-Z]:(?!//)|^(?:file://)?/(?!/)|^(?!(?:https?|ftp|file|smb|mhtml):)[^/\\]*$", re.IGNORECASE
)


def findings(word: WordFile, fields: Sequence[str]) -> tuple[Finding, ...]:
    """One finding for each part, link or field that is not inert; `fields` are instructions already found to be so."""
    name = word.box.path.name
    told = {
        **{part: ("phần nhúng", "embedded part") for part in word.box.names if _PARTS.search(part)},
        **dict(_related(word)),
        **{f"trường {field.strip()[:60]}": ("trường DDE hay INCLUDE", "DDE or INCLUDE field") for field in fields},
    }
    return tuple(container.active(name, place, *what) for place, what in told.items())


def _related(word: WordFile) -> Iterator[tuple[str, tuple[str, str]]]:
    for part in _sources(word):
        for relation in relations(word.box, part):
            if relation.kind in _KINDS and not relation.external:
                yield relation.target, _KINDS[relation.kind]
            elif _fetches(relation):
                yield f"{part or '/'} → {relation.target[:120]}", ("liên kết tự nạp", "link that loads by itself")


def _sources(word: WordFile) -> Iterator[str]:
    for name in word.box.names:
        folder, _, file = name.rpartition("_rels/")
        if file.endswith(".rels"):
            yield folder + file.removesuffix(".rels")


def _fetches(relation: Relation) -> bool:
    if not relation.external or relation.kind not in _LOADS:
        return False
    return not (relation.kind == "attachedTemplate" and _LOCAL.match(relation.target))
