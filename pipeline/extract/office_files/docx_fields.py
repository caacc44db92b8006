"""Fields of a Word file: instructions between marks, of which the sheet shows the result, or a sign of their own."""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.extract.office_files.docx_package import W, is_on, number, value
from pipeline.sheet import symbols

# Fields whose instruction holds no text of its own; any other instruction is shown to the gate.
_ORDINARY = re.compile(
    r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|PAGEREF|REF|NOTEREF|STYLEREF|SEQ|HYPERLINK|DATE|TIME|CREATEDATE|SAVEDATE|"
    r"PRINTDATE|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|SYMBOL|TC|XE|INDEX|EQ|FILENAME|LISTNUM|AUTONUM\w*|SHAPE|EMBED|=)(?:\W|$)"
)
_DDE = re.compile(r"^\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_FETCHES = re.compile(r"^\s*INCLUDE(?:PICTURE|TEXT)\b.*(?:https?:|ftp:|\\\\\\\\|file:)", re.IGNORECASE)
_SILENT = re.compile(r"^\s*(?:SET|ASK|RD|TA|TC|XE|PRIVATE)\b", re.IGNORECASE)
_SYMBOL = re.compile(r"^\s*SYMBOL\s+(?P<code>0x[0-9a-fA-F]{1,4}|\d{1,5})(?P<switches>.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r'\\f\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_EQUATION = re.compile(r"^\s*EQ\s+(?P<code>.*)", re.IGNORECASE | re.DOTALL)
_FRACTION = re.compile(r"\\f\s*\(([^()]*?)[,;]([^()]*?)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z]+\d*\s*", re.IGNORECASE)


@dataclass
class OpenFields:
    """Complex fields open at this point; they may begin in one paragraph and end in another."""

    open: list[str] = field(default_factory=list)  # "code" until the separator, then "result" or "silent"
    codes: list[str] = field(default_factory=list)
    code: str = ""

    def take(self, mark: etree._Element) -> str:
        """Follow one fldChar; return what the field shows by itself: a ticked box, a choice, a sign, a fraction."""
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self.open.append("code")
            self.code = ""
            return _form(mark)
        if kind == "separate" and self.open:
            self.open[-1] = "silent" if _SILENT.match(self.code) else "result"
            self._close_code()
        elif kind == "end" and self.open and self.open.pop() == "code":
            return self._close_code()
        return ""

    def _close_code(self) -> str:
        code, self.code = self.code, ""
        if code.strip():
            self.codes.append(code)
        return _drawn(code)

    @property
    def in_code(self) -> bool:
        """Whether letters met now are instructions."""
        return "code" in self.open

    @property
    def is_silent(self) -> bool:
        """Whether letters met now are a result that no page shows: SET only keeps it for others."""
        return "silent" in self.open

    def drain(self) -> list[str]:
        """Instructions completed since the last call."""
        done, self.codes = self.codes, []
        return done


def is_active(code: str) -> bool:
    """Whether an instruction fetches or runs something."""
    return _DDE.match(code) is not None or _FETCHES.match(code) is not None


def is_ordinary(code: str) -> bool:
    """Whether an instruction holds no words of its own."""
    return _ORDINARY.match(code) is not None


def _form(mark: etree._Element) -> str:
    """A form's box as ticked or not, a form's list as chosen."""
    box, choice = mark.find(f"{W}ffData/{W}checkBox"), mark.find(f"{W}ffData/{W}ddList")
    if box is not None:
        state = box.find(W + "checked")
        return "☒" if is_on(state if state is not None else box.find(W + "default")) else "☐"
    if choice is None:
        return ""
    entries = [value(entry) or "" for entry in choice.findall(W + "listEntry")]
    chosen = choice.find(W + "result")
    at = number(value(chosen if chosen is not None else choice.find(W + "default")), 0)
    return entries[at] if at < len(entries) else ""


def _drawn(code: str) -> str:
    """What SYMBOL and EQ draw; they have no result."""
    sign, equation = _SYMBOL.match(code), _EQUATION.match(code)
    if sign:
        font = _FONT.search(sign["switches"])
        byte = int(sign["code"], 0 if sign["code"].lower().startswith("0x") else 10)
        named = next(filter(None, font.groups()), "") if font else ""
        return symbols.sign(byte, named) if symbols.is_symbol_font(named) else _letter(byte)
    if equation:
        said = _FRACTION.sub(r"\1/\2", equation["code"])
        return _SWITCH.sub("", said).strip()
    return ""


def _letter(code: int) -> str:
    return bytes([code]).decode("cp1252", "replace") if code < 0x100 else chr(code) if code < 0xD800 else ""
