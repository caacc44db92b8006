"""Formulas of a web page (MathML) as one line of text: (a + b)/2, x², √(x)."""

from lxml import etree

from pipeline.extract.office_files.docx_formula import bracketed, lowered, raised

_SILENT = frozenset(("annotation", "annotation-xml"))


def text(element: etree._Element) -> str:
    """A formula, or a part of one, in reading order."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return ""
    parts = [text(child) for child in element if isinstance(child.tag, str) and child.tag not in _SILENT]
    first, second = (*parts, "", "")[:2]
    if element.tag == "mfrac":
        return f"{bracketed(first)}/{bracketed(second)}"
    if element.tag == "msup":
        return first + raised(second)
    if element.tag == "msub":
        return first + lowered(second)
    if element.tag == "msubsup":
        return first + lowered(second) + raised("".join(parts[2:]))
    if element.tag == "msqrt":
        return f"√{bracketed(''.join(parts))}"
    if element.tag == "mroot":
        return f"{raised(second)}√{bracketed(first)}"
    if element.tag == "mfenced":
        return f"({', '.join(parts)})"
    own = " ".join((element.text or "").split())
    return own + "".join(parts)
