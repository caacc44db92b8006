"""How much of a Word file its blocks hold: what a plain walk sees in it, and what no paragraph can say."""

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.document import reasons
from pipeline.document.model import Block, Coverage, Finding, Gap
from pipeline.document.sentences import Said
from pipeline.extract.office_files.docx_package import MC, R, W, WordFile, is_on, number
from pipeline.sheet import symbols

_NOT_SHOWN = frozenset((W + "del", W + "moveFrom", MC + "Fallback"))
_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_LARGE = 3_000_000  # English metric units, 8 cm: larger than emblems, signatures and rules
_READ_BY_OCR = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_PARTS = {
    W + "altChunk": ("tài liệu chèn (altChunk)", "an inserted document (altChunk)"),
    W + "subDoc": ("văn bản con", "a subdocument"),
    W + "contentPart": ("nét vẽ tay", "ink"),
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": ("biểu đồ", "a chart"),
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": ("sơ đồ (SmartArt)", "a diagram (SmartArt)"),
    "{urn:schemas-microsoft-com:office:office}OLEObject": ("đối tượng nhúng (OLE)", "an embedded object (OLE)"),
}
_COUNTED = ("AUTONUM", "LISTNUM")


def measured(word: WordFile, root: etree._Element, blocks: Iterable[Block]) -> tuple[Coverage, tuple[Finding, ...]]:
    """The coverage of the main text, and a remark for each kind of thing that was left out."""
    shown = list(blocks)
    parts = list(dict.fromkeys(_parts(root)))
    pictures = _has_unread_pictures(word, root)
    signs = symbols.has_unknown(shown)
    gaps = (Gap.parts,) * bool(parts) + (Gap.pictures,) * pictures + (Gap.signs,) * signs
    said = [
        *parts,
        *[("hình vẽ (EMF, WMF …)", "a drawing (EMF, WMF …)")] * pictures,
        *[("ký hiệu lạ", "an unknown sign")] * signs,
    ]
    return Coverage(gaps=gaps, seen=(_seen(word, root),)), tuple(reasons.finding("parts-unread", what=w) for w in said)


def _parts(root: etree._Element) -> Iterator[Said]:
    for element in root.iter(*_PARTS):
        if not _is_unseen(element):
            yield _PARTS[str(element.tag)]
    if any(_is_struck(run) for run in root.iter(W + "r")):
        yield ("nét gạch ngang chữ", "words struck through")
    for code in root.iter(W + "instrText"):
        if (code.text or "").strip().upper().startswith(_COUNTED):
            yield ("số đếm tự động (AUTONUM, LISTNUM)", "automatic numbers (AUTONUM, LISTNUM)")


def _is_struck(run: etree._Element) -> bool:
    """Whether letters are shown with a line through them: on the page they stand as if they were in force."""
    struck = any(is_on(run.find(f"{W}rPr/{W}{name}")) for name in ("strike", "dstrike"))
    shown = run.find(W + "t")
    return struck and shown is not None and bool((shown.text or "").strip()) and not _is_unseen(shown)


def _has_unread_pictures(word: WordFile, root: etree._Element) -> bool:
    """Whether a large picture is of a kind that OCR does not take."""
    targets = {item.id: item.target.lower() for item in word.relations(word.main) if item.kind == "image"}
    for drawing in root.iter("{*}inline", "{*}anchor"):
        size = drawing.find("{*}extent")
        large = size is not None and all(number(size.get(side), 0, most=10**9) > _LARGE for side in ("cx", "cy"))
        names = (targets.get(blip.get(R + "embed", ""), "") for blip in drawing.iter("{*}blip"))
        if large and any(name and not name.endswith(_READ_BY_OCR) for name in names):
            return True
    return False


def _seen(word: WordFile, root: etree._Element) -> str:
    """Letters of all paragraphs that are neither deleted nor hidden, in the text and in its notes."""
    notes = (word.related(kind) for kind in ("footnotes", "endnotes"))
    parts = [root, *(word.xml(name) for name in notes if name is not None)]
    return "\n".join(_paragraph(paragraph) for part in parts for paragraph in part.iter(W + "p"))


def _paragraph(paragraph: etree._Element) -> str:
    """A paragraph's own letters: those of a text box within it are its paragraphs'."""
    said = []
    for element in paragraph.iter(W + "t", W + "tab", W + "br", W + "cr", _WORDS):
        if next(element.iterancestors(W + "p"), None) is paragraph and not _is_unseen(element):
            said.append(element.text or " ")
    return "".join(said)


def _is_unseen(element: etree._Element) -> bool:
    for parent in element.iterancestors():
        if parent.tag in _NOT_SHOWN:
            return True
        if parent.tag == W + "r" and is_on(parent.find(f"{W}rPr/{W}vanish")):
            return True
    return False
