"""Marks of secrecy on what is no text: numbers, file names, and fields that exist to say how secret a document is."""

import re

from pipeline import text
from pipeline.gate import disguise, secrecy
from pipeline.gate.secrecy import Likeness

_FIELD = 80  # letters of a field with its level; what is longer is a sentence
_LEVELS = frozenset({"mat", "toimat", "tuyetmat"})
_ORDINARY = "null none no false normal public open thuong binhthuong vanbanthuong khong khongmat kmat congkhai k"
_OPEN = frozenset({"", *_ORDINARY.split()})
# Secret (the generation of 2012), SecretLevel, Security, Classification, DoMat, MucDoMat, DoBaoMat
_LEVEL_FIELD = re.compile(r"secre|securit|classif|confiden|do(?:bao)?mat(?!t)|(?:^|muc|toi|tuyet)mat$")


def of_notation(notation: str) -> Likeness:
    """Judge số, ký hiệu or an id made of them."""
    return max(map(secrecy.of_number, disguise.variants(notation)), default=Likeness.clean)


def is_level(element: str) -> bool:
    """Whether an element or attribute is there to say how secret the document is."""
    return bool(_LEVEL_FIELD.search(text.fold(element).replace("_", "").replace("-", "")))


def of_level(said: str) -> Likeness:
    """Judge what such a field says: only what plainly says "ordinary" is no mark."""
    compacts = [re.sub(r"[\W_]+", "", text.fold(variant)) for variant in disguise.variants(said)]
    if any(compact in _LEVELS for compact in compacts):
        return Likeness.marked
    return Likeness.clean if all(compact.lstrip("0") in _OPEN for compact in compacts) else Likeness.suspected


def of_hidden(line: str) -> Likeness:
    """Judge a line that nobody is shown, as properties of a file are: a level alone, or behind a field's name."""
    if line.strip(" .:()[]*").lower() == "mat" or _one_of_a_list(line):
        return Likeness.suspected
    name, _, level = re.sub(r"[=\t]", ":", line[:_FIELD]).rpartition(":")
    return (
        Likeness.marked
        if name and is_level(re.sub(r"\s", "", name)) and of_level(level) is Likeness.marked
        else Likeness.clean
    )


def _one_of_a_list(line: str) -> bool:
    """Whether one of several key words is a level; where several are, the levels are what the words are about."""
    words = [re.sub(r"[\W_]+", "", text.fold(word)) for word in re.split("[,;]", line)]
    return len(words) > 1 and len(line) <= _FIELD and sum(word in _LEVELS for word in words) == 1


def of_file_name(name: str) -> Likeness:
    """Judge a file name or a path of them, where "mat" may also be mặt, mất, mật độ, mặt trận."""
    return max(_of_stem(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", step)) for step in re.split(r"[/\\]", name))


def _of_stem(stem: str) -> Likeness:
    return max((_file_name(variant) for variant in disguise.variants(stem)), default=Likeness.clean)


def _file_name(stem: str) -> Likeness:
    if secrecy.is_sign_of_level(stem):
        return Likeness.suspected
    words = re.findall(r"[^\W_]+", stem)
    for index, word in enumerate(words):
        before = words[index - 1].lower() if index else ""
        after = words[index + 1].lower() if index + 1 < len(words) else ""
        folded = text.fold(word)
        if folded == "mat" and text.fold(before) in ("toi", "tuyet") and word.lower() in ("mat", "mật", "mât"):
            return Likeness.suspected
        if folded in ("toimat", "tuyetmat"):
            return Likeness.suspected
        if word.lower() == "mật" and not secrecy.compound(before, after):
            return Likeness.suspected
        if folded == "mat" and word.isascii() and _set_apart(stem, word, before):
            return Likeness.suspected
    return Likeness.clean


_BARE_BEFORE = re.compile(
    r"(?:bao|bi|be|ra|co|vang|tien|ngoai|noi|truoc|doi|tang|thiet|hai|mot|thoi|kin|bon|tuong|ong|khuon|giap|chong|hoa|"
    r"toan|lam|duong|tui|nuoc|khong|than)"
)


_PAPER_LAST = re.compile(
    r"(?:bao cao|van ban|tai lieu|nghi quyet|ke hoach|to trinh|cong van|thong bao|ket luan|phuong an|"
    r"ho so)[\s_.\-]+mat$"
)


def _set_apart(stem: str, word: str, before: str) -> bool:
    """Whether a bare `mat` stands apart as a mark does: in brackets, first before a dash, last, behind its kind."""
    if _BARE_BEFORE.fullmatch(text.fold(before)):
        return False
    if _PAPER_LAST.search(stem.lower()):
        return True
    shape = rf"[(\[{{]\s*{word}\s*[)\]}}]|^{word}\s+-|^{word}_|(?:[_\-]|\s-\s){word}$|^{word}$"
    return bool(re.search(shape, stem))
