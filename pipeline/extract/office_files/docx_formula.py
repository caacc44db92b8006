"""Formulas of Word (Office Math, ECMA-376 part 1, 22.1) as one line of text: (a + b)/2, x², √(x), Σ(i=1; n) xᵢ.

Letters alone would say something else than the sheet: 10 to the power of 3 is not 103.
"""

from collections.abc import Callable

from lxml import etree

from pipeline.extract.office_files.docx_package import MC, M, W

_POWERS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_INDICES = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


def text(element: etree._Element) -> str:
    """A formula, or a part of one, in reading order."""
    if element.tag in (M + "t", W + "t"):
        return element.text or ""
    if element.tag == MC + "Fallback" or str(element.tag).endswith("Pr"):
        return ""
    write = _FORMS.get(str(element.tag).removeprefix(M))
    return write(element) if write else "".join(map(text, element))


def raised(said: str) -> str:
    """A power: in raised digits where all of it has them, else after ^."""
    return said.translate(_POWERS) if said and all(ord(one) in _POWERS for one in said) else f"^{bracketed(said)}"


def lowered(said: str) -> str:
    """An index: in lowered digits where all of it has them, else after _."""
    return said.translate(_INDICES) if said and all(ord(one) in _INDICES for one in said) else f"_{bracketed(said)}"


def bracketed(said: str) -> str:
    """A part of a formula, in brackets unless it is one number or word already."""
    bare = said.replace(",", "").replace(".", "")
    return said if bare.isalnum() or (said.startswith("(") and said.endswith(")")) else f"({said})"


def _part(element: etree._Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else text(found).strip()


def _property(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"*/{M}{name}")
    return default if found is None else found.get(M + "val", default)


def _fraction(element: etree._Element) -> str:
    return f"{bracketed(_part(element, 'num'))}/{bracketed(_part(element, 'den'))}"


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return f"{raised(degree) if degree else ''}√{bracketed(_part(element, 'e'))}"


def _scripts(element: etree._Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    scripts = (lowered(low) if low else "") + (raised(high) if high else "")
    base = _part(element, "e")
    return scripts + base if element.tag == M + "sPre" else base + scripts


def _brackets(element: etree._Element) -> str:
    between = _property(element, "sepChr", "|")
    inner = between.join(text(part) for part in element.findall(M + "e"))
    return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")


def _sum(element: etree._Element) -> str:
    limits = "; ".join(filter(None, (_part(element, "sub"), _part(element, "sup"))))
    return f"{_property(element, 'chr', '∫')}{f'({limits})' if limits else ''} {_part(element, 'e')}"


def _limit(element: etree._Element) -> str:
    return f"{_part(element, 'e')}({_part(element, 'lim')})"


def _function(element: etree._Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _rows(element: etree._Element) -> str:
    lines = element.findall(M + "mr") or element.findall(M + "e")
    said = [", ".join(map(text, line.findall(M + "e"))) if line.tag == M + "mr" else text(line) for line in lines]
    return "; ".join(said)


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    "f": _fraction,
    "rad": _root,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "d": _brackets,
    "nary": _sum,
    "limLow": _limit,
    "limUpp": _limit,
    "func": _function,
    "m": _rows,
    "eqArr": _rows,
}
