"""What runs or fetches by itself in a Word file: macros, embedded objects, links that load without a click."""

import re
from collections.abc import Sequence

from pipeline.document.model import Finding
from pipeline.document.sentences import Said
from pipeline.extract.office_files import container, fields_active, foreign_parts, links_active
from pipeline.extract.office_files.docx_package import WordFile

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
_PARTS = re.compile(r"vbaProject\.bin$|vbaData\.xml$|^word/(?:embeddings|activeX)/", re.I)
_MACRO_TYPE = re.compile(r"vbaProject|vbaData|macroEnabled|activeX", re.I)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _of_type(word: WordFile) -> list[str]:
    """Parts that are macros by their declared type, whatever they are called."""
    types = word.box.xml("[Content_Types].xml").iter("{*}Override") if word.box.has("[Content_Types].xml") else ()
    return [one.get("PartName", "").lstrip("/") for one in types if _MACRO_TYPE.search(one.get("ContentType", ""))]


def findings(word: WordFile, fields: Sequence[str]) -> tuple[Finding, ...]:
    """One finding for each part, link or field that is not inert; `fields` are instructions already found to be so."""
    name = word.box.path.name
    told = {
        **{part: what for part in word.box.names if (what := _field(word, part))},
        **{part: ("phần nhúng", "embedded part") for part in word.box.names if _PARTS.search(part)},
        **{part: ("macro VBA", "VBA macro") for part in _of_type(word)},
        **dict(foreign_parts.of(word.box)),
        **dict(links_active.of(word.box, _KINDS)),
        **{f"trường {field.strip()[:60]}": ("trường DDE hay INCLUDE", "DDE or INCLUDE field") for field in fields},
    }
    return tuple(container.active(name, place, *what) for place, what in told.items())


def _field(word: WordFile, part: str) -> Said | None:
    """What the fields of a story do; Word divides an instruction over runs, so all of its letters are read as one."""
    if not re.fullmatch(r"word/[^/]+\.xml", part):
        return None
    if b"instr" not in word.box.read(part):
        return None
    root = word.xml(part)
    codes = [str(code.text or "\n") for code in root.iter(f"{_W}instrText", f"{_W}delInstrText", f"{_W}fldChar")]
    simple = [code.get(f"{_W}instr", "") for code in root.iter(f"{_W}fldSimple")]
    return next(filter(None, map(fields_active.of, ("".join(codes), *simple))), None)
