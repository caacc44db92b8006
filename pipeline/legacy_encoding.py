"""Text typed with the fonts of before Unicode: TCVN3 (ABC, fonts `.Vn*`) and VNI (fonts `VNI-*`).

Such a file says "Héi ®ång nh©n d©n" and shows "Hội đồng nhân dân" only where the old font is installed. The font's name
is a hint, not a proof: a real file carries "VNI-Times" over Unicode letters, so the letters decide.
"""

import re
import unicodedata

TCVN3 = "tcvn3"
VNI = "vni"

# TCVN 5712:1993 (VN1), bytes A1 to FF; B0 to B4 are combining marks. Bytes 80 to 9F hold capitals that the fonts lack:
# Word writes its quotation marks there (cp1252), so only true C1 controls are read as those capitals.
_TCVN3_HIGH = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3_C1 = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_TCVN3 = {
    **{chr(0xA1 + i): letter for i, letter in enumerate(_TCVN3_HIGH)},
    **{chr(0x80 + i): letter for i, letter in enumerate(_TCVN3_C1)},
}
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
# VNI writes a vowel and then a letter for its marks: "oä" is ộ. One row a vowel, in the order of _TONES.
_VNI_ROWS = {
    "a": "a aù aø aû aõ aï",
    "ă": "aê aé aè aú aü aë",
    "â": "aâ aá aà aå aã aä",
    "e": "e eù eø eû eõ eï",
    "ê": "eâ eá eà eå eã eä",
    "i": "i í ì æ ó ò",
    "o": "o où oø oû oõ oï",
    "ô": "oâ oá oà oå oã oä",
    "ơ": "ô ôù ôø ôû ôõ ôï",
    "u": "u uù uø uû uõ uï",
    "ư": "ö öù öø öû öõ öï",
    "y": "y yù yø yû yõ î",
}


def _vni_table() -> dict[str, str]:
    table = {"ñ": "đ", "Ñ": "Đ"}
    for vowel, row in _VNI_ROWS.items():
        for typed, tone in zip(row.split(), _TONES, strict=True):
            letter = unicodedata.normalize("NFC", vowel + tone)
            if typed == letter:
                continue
            table[typed] = letter
            table[typed.upper()] = letter.upper()
            table[typed[0].upper() + typed[1:]] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_TO_TCVN3 = {ord(letter): typed for typed, letter in reversed(_TCVN3.items()) if not unicodedata.combining(letter)}
_TO_VNI = {ord(letter): typed for typed, letter in _VNI.items()}

# Vietnamese letters that no Western alphabet has: one of them, and the text is Unicode already.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]|[a-zA-Z][\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile("(?:[^\\W\\d_]|[\x80-\x9f\xa1-\xaf\xb5-\xbf])+")
_MIDDLE = re.compile("[\x80-\x9f\xa1-\xaf\xb5-\xbf]")
_VNI_PAIR = re.compile("[aeoAEO][âäåÂÄÅáàãÁÀÃ]|[aeouôöAEOUÔÖ][ùøûõïÙØÛÕÏ]|ñ|Ñ|ö|Ö")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    "(?:uyê|uya|iê|yê|ia|ya|uô|ua|ươ|ưa|oă|oa|oe|oo|uâ|uê|uy|uơ|[aăâeêioôơuưy])"
    "(?:ch|c|m|ng|nh|n|p|t|i|y|o|u)?"
)
_SYMBOL_FONT = {0xF000 + byte: byte for byte in range(0x20, 0x100)}


def decode(text: str, font: str) -> str:
    """Text of one font as Unicode, NFC; unchanged where font or letters show that it is Unicode already.

    Fonts `.Vn…H` draw small letters as capitals, so their text comes back in capitals. Give as much text of one font
    at a time as there is: Word splits words over runs, and a word tells more than a letter.
    """
    encoding = encoding_of(font)
    if encoding is None:
        return text
    plain = text.translate(_SYMBOL_FONT)
    if is_unicode(plain) or _says_more(plain, converted(plain, encoding)):
        return text
    result = converted(plain, encoding)
    return result.upper() if is_capital_font(font) else result


def encoding_of(font: str) -> str | None:
    """Which old encoding a font's name stands for."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return TCVN3
    return VNI if name.startswith("vni-") or name.startswith("vni ") else None


def is_capital_font(font: str) -> bool:
    """Whether a font draws capitals for small letters (`.VnTimeH`, `.VnArial NarrowH`)."""
    return font.strip().lower().startswith(".vn") and font.strip().endswith("H")


def looks_legacy(text: str) -> str | None:
    """`tcvn3` or `vni` when the letters say so without any font, else None.

    Both readings are tried and their words held against the build of Vietnamese syllables: what becomes Vietnamese only
    after conversion was in that encoding. French or Portuguese becomes nonsense, good Unicode is left alone.
    """
    unicode_words = len(_UNICODE.findall(text))
    for encoding, telltale in ((TCVN3, _MIDDLE), (VNI, _VNI_PAIR)):
        words = [word for word in _words(text) if not word.isascii() and len(word) > 1]
        told = sum(bool(telltale.search(word)) for word in words)
        if told < 2 or len(words) < 3 or unicode_words * 10 > told:
            continue
        before = _share(words)
        after = _share([converted(word, encoding) for word in words])
        if after >= 0.8 and before <= 0.6:
            return encoding
    return None


def is_unicode(text: str) -> bool:
    """Whether Vietnamese letters of Unicode outweigh what only the old encodings write."""
    return len(_UNICODE.findall(text)) > len(_MIDDLE.findall(text)) + len(_VNI_PAIR.findall(text))


def converted(text: str, encoding: str) -> str:
    """`text`, known to be in `encoding`, as Unicode NFC."""
    if encoding == VNI:
        result = _VNI_LETTER.sub(lambda match: _VNI[match.group()], text)
    else:
        result = "".join(_TCVN3.get(letter, letter) for letter in text.replace("\u03bc", "\xb5"))
    return unicodedata.normalize("NFC", result)


def encoded(text: str, encoding: str) -> str:
    """Unicode text in an old encoding, as Word shows it without the font; the reverse of `converted`."""
    table = _TO_VNI if encoding == VNI else _TO_TCVN3
    return unicodedata.normalize("NFC", text).translate(table)


def is_syllable(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable and written in one case or with one capital."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = sum(mark in _TONES[1:] for mark in decomposed)
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES[1:]))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _says_more(before: str, after: str) -> bool:
    return _share(_words(before)) > _share(_words(after))


def _words(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(text)]


def _share(words: list[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
