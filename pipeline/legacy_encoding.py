"""Text typed with the fonts of before Unicode: TCVN3 (ABC, fonts `.Vn*`), VNI (`VNI-*`), VISCII and VPS.

Such a file says "Héi ®ång nh©n d©n" and shows "Hội đồng nhân dân" only where the old font is installed. The font's name
is a hint, not a proof: a real file carries "VNI-Times" over Unicode letters, so the letters decide.
"""

import codecs
import re
import unicodedata
from itertools import compress, product

TCVN3 = "tcvn3"
VNI = "vni"
VISCII = "viscii"
VPS = "vps"
ENCODINGS = (TCVN3, VNI, VISCII, VPS)
UTF8 = "utf-8"  # not old, but met the same way: UTF-8 that was read as Western letters ("Há»™i Ä‘á»“ng")

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

# RFC 1456 and the fonts of the Vietnamese Professionals Society: a byte a letter, in the order of _TONES. VISCII's six
# letters below 0x20 never survive an office file.
_ROWS = {
    VISCII: {
        "a": "61 e1 e0 e4 e3 d5", "ă": "e5 a1 a2 c6 c7 a3", "â": "e2 a4 a5 a6 e7 a7", "e": "65 e9 e8 eb a8 a9",
        "ê": "ea aa ab ac ad ae", "i": "69 ed ec ef ee b8", "o": "6f f3 f2 f6 f5 f7", "ô": "f4 af b0 b1 b2 b5",
        "ơ": "bd be b6 b7 de fe", "u": "75 fa f9 fc fb f8", "ư": "df d1 d7 d8 e6 f1", "y": "79 fd cf d6 db dc",
        "A": "41 c1 c0 c4 c3 80", "Ă": "c5 81 82 -- -- 83", "Â": "c2 84 85 86 -- 87", "E": "45 c9 c8 cb 88 89",
        "Ê": "ca 8a 8b 8c 8d 8e", "I": "49 cd cc 9b ce 98", "O": "4f d3 d2 99 -- 9a", "Ô": "d4 8f 90 91 92 93",
        "Ơ": "b4 95 96 97 b3 94", "U": "55 da d9 9c 9d 9e", "Ư": "bf ba bb bc ff b9", "Y": "59 dd 9f -- -- --",
        "đ": "f0", "Đ": "d0",
    },
    VPS: {
        "a": "61 e1 e0 e4 e3 e5", "ă": "e6 a1 a2 a3 a4 a5", "â": "e2 c3 c0 c4 c5 c6", "e": "65 e9 e8 c8 eb cb",
        "ê": "ea 89 8a 8b cd 8c", "i": "69 ed ec cc ef ce", "o": "6f f3 f2 d5 f5 86", "ô": "f4 d3 d2 b0 87 b6",
        "ơ": "d6 a7 a9 aa ab ae", "u": "75 fa f9 fb db f8", "ư": "dc d9 d8 ba bb bf", "y": "79 9a ff 9b cf 9c",
        "A": "41 c1 80 81 82 --", "Ă": "88 8d 8e 8f f0 --", "Â": "c2 83 84 85 -- --", "E": "45 c9 d7 de fe --",
        "Ê": "ca 90 93 94 95 --", "I": "49 b4 b5 b7 b8 --", "O": "4f b9 bc bd be --", "Ô": "d4 96 97 98 99 --",
        "Ơ": "f7 9d 9e 9f a6 --", "U": "55 da a8 d1 ac --", "Ư": "d0 ad af b1 -- --", "Y": "59 dd b2 fd b3 --",
        "đ": "c7", "Đ": "f1",
    },
}  # fmt: skip


def _byte_table(rows: dict[str, str]) -> dict[str, str]:
    """By the letter that a byte shows, in Latin-1 and as Word shows it (cp1252)."""
    table = {}
    for vowel, row in rows.items():
        for byte, tone in zip(row.split(), _TONES, strict=False):
            if byte == "--" or int(byte, 16) < 0x80:
                continue
            letter = unicodedata.normalize("NFC", vowel + tone)
            table[bytes.fromhex(byte).decode("latin-1")] = letter
            table[bytes.fromhex(byte).decode("cp1252", "ignore") or chr(int(byte, 16))] = letter
    return table


_BY_BYTE = {encoding: _byte_table(rows) for encoding, rows in _ROWS.items()}


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
_TO_BYTES = {
    encoding: {ord(letter): typed for typed, letter in reversed(table.items())} for encoding, table in _BY_BYTE.items()
}
_TO_VNI = {ord(letter): typed for typed, letter in _VNI.items()}

# Vietnamese letters that no Western alphabet has: one of them, and the text is Unicode already.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]|[a-zA-Z][\u0300\u0301\u0303\u0309\u0323]")
_MISREAD = re.compile("á[º»][\x80-\xbf\u2010-\u2122\u0152-\u0192\u02c6\u02dc\u20ac]|Ä[\x91\u2018\x90]|Æ[°¡]")
_ENOUGH_WORDS = 20  # with letters beyond ASCII; of fewer nothing is said
_WORD = re.compile("(?:[^\\W\\d_]|[\x80-\x9f\xa1-\xaf\xb5-\xbf])+")
_MIDDLE = re.compile("[\x80-\x9f\xa1-\xaf\xb5-\xbf]")
_VNI_PAIR = re.compile("[aeoAEO][âäåÂÄÅáàãÁÀÃ]|[aeouôöAEOUÔÖ][ùøûõïÙØÛÕÏ]|ñ|Ñ|ö|Ö")
# Quotation marks, dashes and dots that Word types: in a word they are letters of VISCII and VPS, else themselves.
_MARKS = "\u201c\u201d\u2018\u2019\u2013\u2014\u2022\u2026\u201e\u201a\u2039\u203a"
_BYTE_WORD = re.compile(
    "(?:[^\\W\\d_]|[\x80-\x9f\xa1-\xbf\xd7\xf7\u20ac\u0192\u2020\u2021\u02c6\u2030\u02dc\u2122" + _MARKS + "])+"
)
_HYPHEN = re.compile("[-\xad\u2010\x02]")
_HYPHENED = re.compile(r"\S*[-\xad\u2010\x02]\S*")
_HORNLESS = re.compile(r"(?<![ưƯ])[ơờớởỡợƠỜỚỞỠỢ](?=(?:ng|NG|[cuCU])(?![^\W\d_]))")
_LOST = {
    "ngời": "người", "dới": "dưới", "cời": "cười", "lới": "lưới", "lợt": "lượt", "nh": "như", "nhng": "nhưng",
    "hng": "hưng", "đầu t": "đầu tư", "vật t": "vật tư", "dân c": "dân cư", "định c": "định cư", "bí th": "bí thư",
    "mơi": "mươi", "rỡi": "rưỡi", "u tiên": "ưu tiên", "u đãi": "ưu đãi", "lu trữ": "lưu trữ", "lu hành": "lưu hành",
    "hu trí": "hưu trí", "nghỉ hu": "nghỉ hưu", "cha có": "chưa có", "cha được": "chưa được",
    **{f"đa {word}": f"đưa {word}" for word in ("ra", "vào", "đến", "lên", "xuống", "về", "đi")},
    **{
        f"mời {word}": f"mười {word}"
        for word in ("một", "hai", "ba", "bốn", "lăm", "sáu", "bảy", "tám", "chín", "ngày", "triệu", "nghìn", "năm")
    },
}  # fmt: skip
_HORNLESS_WORDS = re.compile(rf"(?<!\w)(?:{'|'.join(_LOST)})(?!\w)", re.IGNORECASE)
_BEFORE_HORN = "tcdshln®"  # a consonant and a hyphen alone are "tư", "lư"; "B- Danh mục" is an item
# Fonts named for an encoding. A PDF puts six letters and a plus before the name of a font that it cuts down.
_OLD_FONT = re.compile(
    r"(?:[a-z]{6}\+)?(?:"
    r"(?P<tcvn3>\.vn|vn(?:time|arial|helve|avant|courier|book|century|exotic|present|univers)(?!s))"
    r"|(?P<vni>vni[- ])|(?P<vps>vps(?:[- ]|times|helv|arial))"
    r"|(?P<viscii>(?:vi|viscii)[- ](?:times|arial|helv|courier)|hoang ?yen|minh ?quan|phuong ?thao|tha ?huong|u ?hoai))"
)
_TELLTALES = {
    TCVN3: _MIDDLE,
    VNI: _VNI_PAIR,
    # Letters that the encoding means otherwise than Latin-1 does.
    **{
        encoding: re.compile(
            "[" + re.escape("".join(typed for typed, letter in table.items() if typed != letter)) + "]"
        )
        for encoding, table in _BY_BYTE.items()
    },
}
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    "(?:uyê|uya|iê|yê|ia|ya|uô|ua|ươ|ưa|oă|oa|oe|oo|uâ|uê|uy|uơ|[aăâeêioôơuưy])"
    "(?:ch|c|m|ng|nh|n|p|t|i|y|o|u)?"
)
_LETTERS = re.compile(r"[^\W\d_]+")
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
    if encoding == TCVN3:
        result = with_lost_horns(
            _LETTERS.sub(lambda word: word[0].upper() if _is_capital(word[0]) else word[0], result)
        )
    return result.upper() if is_capital_font(font) else result


def _is_capital(word: str) -> bool:
    """Capitals beside small letters with a mark, of which TCVN3 has no capitals: "NGHị QUYếT", "ủY"."""
    plain = [letter for letter in word if letter.isascii()]
    capitals = sum(map(str.isupper, plain))
    return capitals == len(plain) and (capitals > 1 or (capitals == 1 and word[-1].isupper())) and word != word.upper()


def decode_drawn(text: str, font: str) -> str:
    """`decode` for text of a PDF, where the byte of ư (AD) is a hyphen: PDF's WinAnsiEncoding draws one there.

    A hyphen is ư where the word becomes a syllable by it, so "kinh tÕ-x· héi" keeps its hyphen. Give whole words.
    """
    if encoding_of(font) != TCVN3 or is_unicode(text):
        return decode(text, font)
    return decode(_HYPHENED.sub(lambda match: _with_horns(match[0]), text), font)


def with_lost_horns(text: str) -> str:
    """Text from TCVN3 whose ư was lost: its byte is Latin-1's soft hyphen, which programs drop as no letter.

    No syllable has ơ before ng, c or u: "đợc", "trởng", "rợu" are told by that. Where one stands, so are words that
    mean nothing else ("ngời", "dới", "nh") or beside a word that tells ("mời ngày", "đa vào"); "mời" and "đa" may be
    whole elsewhere ("giấy mời", "tối đa"), and stay.
    """
    found = _HORNLESS.sub(lambda match: ("Ư" if match[0].isupper() else "ư") + match[0], text)
    return found if found == text else _HORNLESS_WORDS.sub(lambda match: _horned(match[0]), found)


def _horned(word: str) -> str:
    meant = _LOST[word.lower()]
    return meant.upper() if word.isupper() else meant.capitalize() if word[0].isupper() else meant


def _with_horns(word: str) -> str:
    """One word with its hyphens as the byte of ư, as many of them as can be."""
    at = [match.start() for match in _HYPHEN.finditer(word) if _beside_letter(word, match.start())]
    alone = re.fullmatch(r"[^\W\d_]\W", word) is not None and word[0].lower() not in _BEFORE_HORN
    if len(at) > 4 or alone:
        return word
    for chosen in product((True, False), repeat=len(at)):
        letters = list(word)
        for place in compress(at, chosen):
            letters[place] = "\xad"
        told = _words(converted("".join(letters), TCVN3))
        if any(chosen) and told and all(map(is_spelled, told)):
            return "".join(letters)
    return word


def _beside_letter(word: str, at: int) -> bool:
    beside = (*word[max(at - 1, 0) : at], *word[at + 1 : at + 2])
    return any(letter.isalpha() or letter in _TCVN3 for letter in beside)


def from_bytes(data: bytes) -> str:
    """Bytes that are no UTF-8 as browsers show them: cp1252, whose five holes are controls (WHATWG windows-1252).

    The old encodings use those bytes for letters: ạ and ệ of VISCII's capitals, Ầ of VPS. Where cp1258 makes Vietnamese
    of them ("đ", and tones behind their vowels), it is that: pages of Windows' own keyboard often do not say so.
    """
    western = data.decode("cp1252", errors=_HOLES)
    if len(_TONES_BEHIND.findall(data)) < _ENOUGH_TONES:
        return western
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", errors=_HOLES))
    before, after = (_share([word for word in _words(text) if not word.isascii()]) for text in (western, vietnamese))
    return vietnamese if after >= 0.8 and before <= 0.6 else western


def _hole(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 for the type checker: from_bytes only decodes
    return error.object[error.start : error.end].decode("latin-1"), error.end


_TONES_BEHIND = re.compile(rb"[aeiouyAEIOUY\xe2\xe3\xea\xf4\xf5\xfd\xc2\xc3\xca\xd4\xd5\xdd][\xcc\xd2\xde\xec\xf2]")
_ENOUGH_TONES = 5
_HOLES = "hdnd-holes"
codecs.register_error(_HOLES, _hole)


def encoding_of(font: str) -> str | None:
    """Which old encoding a font's name stands for; the prefix that a PDF's subset has is no part of it."""
    match = _OLD_FONT.match(font.strip().lower())
    return match.lastgroup if match else None


def is_capital_font(font: str) -> bool:
    """Whether a font draws capitals for small letters (`.VnTimeH`, `.VnArial NarrowH`)."""
    return encoding_of(font) == TCVN3 and re.search(r"H(?:[,-](?:Bold|Italic)+)?$", font.strip()) is not None


def looks_legacy(text: str) -> str | None:
    """One of `ENCODINGS` when the letters say so without any font, else None.

    All readings are tried and their words held against the build of Vietnamese syllables: what becomes Vietnamese only
    after conversion was in that encoding. French or Portuguese becomes nonsense, good Unicode is left alone.
    """
    if len(_MISREAD.findall(text)) >= 3:
        return UTF8
    unicode_words = len(_UNICODE.findall(text))
    found = ((_gain(text, encoding, unicode_words), encoding) for encoding in ENCODINGS)
    gain, encoding = max(found, key=lambda pair: pair[0])  # the first of equals: TCVN3 and VNI were the most common
    return encoding if gain > 0 else None


def _gain(text: str, encoding: str, unicode_words: int) -> float:
    """The share of words that are syllables once converted; 0 where that is no proof."""
    split, telltale = _BYTE_WORD if encoding in _BY_BYTE else _WORD, _TELLTALES[encoding]
    words = [word for word in split.findall(text) if not word.isascii() and len(word) > 1]
    told = sum(bool(telltale.search(word)) for word in words)
    if told < 2 or len(words) < 3 or unicode_words * 10 > told:
        return 0.0
    before, after = _share(words), _share([converted(word, encoding) for word in words])
    return after if after >= 0.8 and before <= 0.6 else 0.0


def is_unicode(text: str) -> bool:
    """Whether Vietnamese letters of Unicode outweigh what only the old encodings write."""
    return len(_UNICODE.findall(text)) > len(_MIDDLE.findall(text)) + len(_VNI_PAIR.findall(text))


def converted(text: str, encoding: str) -> str:
    """`text`, known to be in `encoding`, as Unicode NFC."""
    if encoding == UTF8:
        result = _reread(text)
    elif encoding in _BY_BYTE:
        result = _BYTE_WORD.sub(lambda match: _from_bytes(match[0], _BY_BYTE[encoding]), text)
    elif encoding == VNI:
        result = _VNI_LETTER.sub(lambda match: _VNI[match.group()], text)
    else:
        result = "".join(_TCVN3.get(letter, letter) for letter in text.replace("\u03bc", "\xb5"))
    return unicodedata.normalize("NFC", result)


def read_as(text: str, encoding: str) -> str:
    """`converted`, and of TCVN3 with the horns that were lost on the way."""
    result = converted(text, encoding)
    return with_lost_horns(result) if encoding == TCVN3 else result


def _reread(text: str) -> str:
    """UTF-8 that was read as cp1252, read again; as it was where it is not that throughout."""
    try:
        return b"".join(_western(letter) for letter in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _western(letter: str) -> bytes:
    return bytes([ord(letter)]) if ord(letter) < 0x100 else letter.encode("cp1252")


def is_garbled(text: str) -> bool:
    """Whether a text is of letters that no reading here makes Vietnamese: all that a reader sees is "§iÒu 1. dÉn"."""
    words = [word for word in _words(text) if not word.isascii() and len(word) > 1]
    few = len(words) >= _ENOUGH_WORDS and len(_UNICODE.findall(text)) * 10 < len(words)
    return few and _share(words) < 0.4  # asked last: it takes each word apart


def _from_bytes(word: str, table: dict[str, str]) -> str:
    """One word of a single-byte encoding; quotation marks and dashes at its ends stay unless they make the syllable."""
    core = word.strip(_MARKS)
    if not core:
        return word
    whole, inner = ("".join(table.get(letter, letter) for letter in said) for said in (word, core))
    if core == word or is_spelled(whole):
        return whole
    start = word.index(core)
    return word[:start] + inner + word[start + len(core) :]


def improved(text: str, encoding: str) -> str:
    """`converted`, but as it was where it has letters of Unicode's own or does not become more Vietnamese by it."""
    if text.isascii() or has_unicode(text):
        return text
    result = read_as(text, encoding)
    return result if _says_more(result, text) else text


def has_unicode(text: str) -> bool:
    """Whether any Vietnamese letter stands there that no Western alphabet has."""
    return _UNICODE.search(text) is not None


def encoded(text: str, encoding: str) -> str:
    """Unicode text in an old encoding, as Word shows it without the font; the reverse of `converted`."""
    table = _TO_VNI if encoding == VNI else _TO_BYTES.get(encoding, _TO_TCVN3)
    return unicodedata.normalize("NFC", text).translate(table)


def is_spelled(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable and written in one case, with one capital, or as "NGHị"."""
    if not (word.islower() or word.isupper() or word.istitle() or _is_capital(word)):
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
    return sum(map(is_spelled, words)) / len(words) if words else 0.0
