"""Packages that nobody has seen: marks, limits, personal data, active content in fresh disguises and places, by seed.

Each comes with whether it must be stopped. Disguises are put on one another at random, so that the tests of single ones
are no answer to them.
"""

import random
import string
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from pipeline import legacy_encoding
from tests.extract import word_files as word
from tests.ingest import packages
from tests.ingest.packages import File, java, soap

SENTENCES = (
    "Hội đồng nhân dân tỉnh ghi nhận kết quả giám sát việc sử dụng vốn đầu tư công trong năm vừa qua.",
    "Các cơ quan, đơn vị được giám sát đã chấp hành nghiêm túc kế hoạch của Thường trực Hội đồng nhân dân.",
    "Đề nghị Ủy ban nhân dân tỉnh chỉ đạo khắc phục những tồn tại, hạn chế đã nêu trong báo cáo này.",
)
LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")


@dataclass(frozen=True)
class Case:
    """One package: `data` under `file`, whether it `must` be stopped, and how it was made."""

    name: str
    file: str
    data: bytes
    must: bool


Disguise = Callable[[str, random.Random], str]
_LIKE = {"M": "МΜＭᎷⅯ", "A": "АΑＡ", "T": "ТΤＴ", "O": "ОΟＯ", "I": "ІΙＩ", "U": "ＵՍ", "Y": "ҮΥＹ", "E": "ЕΕＥ"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u180e\u034f\ufe0f"


def _spaced(said: str, chance: random.Random) -> str:
    return chance.choice((" ", "  ", "\u00a0", ".", "-", "_", "·", "\u2009", " . ")).join(said)


def _swapped(said: str, chance: random.Random) -> str:
    return "".join(chance.choice(_LIKE[c]) if c in _LIKE and chance.random() < 0.7 else c for c in said)


def _filled(said: str, chance: random.Random) -> str:
    return "".join(c + (chance.choice(_INVISIBLE) if chance.random() < 0.6 else "") for c in said)


DISGUISES: Mapping[str, Disguise] = {
    "spaced": _spaced,
    "swapped": _swapped,
    "filled": _filled,
    "decomposed": lambda said, _: unicodedata.normalize("NFD", said),
    "wide-gap": lambda said, chance: said.replace(" ", chance.choice(("   ", "\t", "\u3000", "-", "–", "\n"))),
    "struck": lambda said, chance: "".join(c + chance.choice("\u0332\u0336\u0305") for c in said),
    "tcvn3": lambda said, _: legacy_encoding.encoded(said.lower(), legacy_encoding.TCVN3),  # its capitals are a font
    "vni": lambda said, _: legacy_encoding.encoded(said, legacy_encoding.VNI),
    "title-case": lambda said, _: said.capitalize(),
    "plain": lambda said, _: said,
}
_ALONE = (
    "{}", "({})", "[{}]", "“{}”", "«{}»", "- {} -", "*{}*", "{}.", "Độ mật: {}", "ĐỘ MẬT: {}", "Chế độ mật: {}",
    "Tài liệu {}", "{} - Bản số: 02", "{} / HỎA TỐC", "Dấu: {}", "{} (đóng dấu)", "DẤU {}", "Văn bản {}", "| {} |",
)  # fmt: skip
_BESIDE = (
    "TỈNH LAM GIANG {}", "HỘI ĐỒNG NHÂN DÂN TỈNH THÁI BÌNH {}", "Số: 05/BC-HĐND   {}",
    "{} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "THƯỜNG TRỰC HĐND HUYỆN CAO LỘC {}",
    "BÁO CÁO KẾT QUẢ GIÁM SÁT {}", "Báo cáo kết quả giám sát ({})",
)  # fmt: skip


def _mark(chance: random.Random) -> str:
    level, shape = chance.choice(LEVELS), chance.choice(_ALONE)
    names = chance.sample(sorted(DISGUISES), chance.choice((1, 1, 2)))
    if {"tcvn3", "vni"} & set(names):
        names, shape = [name for name in names if name in ("tcvn3", "vni")][:1], "{}"
    if chance.random() < 0.3:
        return chance.choice(_BESIDE).format(level)
    for name in names:
        level = DISGUISES[name](level, chance)
    return shape.format(level)


_LIMITS = (
    "LƯU HÀNH NỘI BỘ", "Không phổ biến", "Cấm sao chụp", "Tài liệu thu hồi sau hội nghị", "Không sao chụp, phát tán",
    "Chỉ lưu hành trong nội bộ", "DỰ THẢO LẦN 2", "Dự thảo (lần 3)", "Xem xong trả lại", "Tài liệu lưu hành nội bộ",
)  # fmt: skip


def _limit(chance: random.Random) -> str:
    disguise = DISGUISES[chance.choice(("filled", "decomposed", "plain", "plain", "swapped"))]
    return chance.choice(("{}", "({})", "[{}]", "- {} -")).format(disguise(chance.choice(_LIMITS), chance))


def _digits(number: str, chance: random.Random) -> str:
    """A number in the groups that people write."""
    sign = chance.choice(("", " ", ".", "-"))
    size = chance.choice((3, 4))
    groups = [number[at : at + size] for at in range(0, len(number), size)]
    shown = sign.join(groups)
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in shown) if chance.random() < 0.15 else shown


def _private(chance: random.Random) -> str:
    born = f"{chance.choice('0123')}{chance.randint(10, 99)}"
    citizen = f"0{chance.randint(10, 96)}{born}{chance.randint(100000, 999999)}"
    phone = f"9{chance.randint(10_000_000, 99_999_999)}"
    mobile = chance.choice(("0", "+84", "+84 ", "(+84) ", "84")) + phone
    name = chance.choice(("Vũ Văn Kín", "Lê Thị Hạ", "Đỗ Hữu Sông"))
    return chance.choice(
        (
            f"CCCD số {_digits(citizen, chance)}",
            f"Căn cước công dân: {_digits(citizen, chance)}",
            f"Số định danh cá nhân {citizen}",
            f"CMND số {_digits(str(chance.randint(200000000, 399999999)), chance)}",
            f"Liên hệ: {_digits('0' + phone, chance)}",
            f"ĐT: {mobile}",
            f"SĐT-0{phone}",
            f"thư điện tử: {''.join(chance.choices(string.ascii_lowercase, k=8))}@gmail.com",
            f"ông {name}, trú tại số {chance.randint(1, 99)}, ấp 3, xã Phú Vinh",
            f"bà {name}, sinh năm {chance.randint(1940, 2000)}, ngụ ấp 2",
            f"cháu {name[0]}.{name.split()[1][0]}.A, sinh năm {chance.randint(2009, 2018)}, bị xâm hại",
            f"{name}, sinh ngày {chance.randint(10, 28)}/{chance.randint(10, 12)}/1980",
            f"bệnh nhân {name} dương tính",
            f"số tài khoản {chance.randint(10**9, 10**13)} tại ngân hàng thương mại",
        )
    )


_ORDINARY = (
    "Nguyễn Văn Mật", "bảo mật thông tin", "Danh mục bí mật nhà nước của tỉnh", "xã Mật Sơn", "mật độ dân số",
    "nuôi ong lấy mật", "Điện thoại: 0277 3822 123", "Ủy ban Mặt trận Tổ quốc Việt Nam", "bí mật kinh doanh",
    "tổng kinh phí 912.345.678.000 đồng", "ông Vũ Văn Kín, Chủ tịch Hội đồng nhân dân tỉnh", "thu hồi đất",
    "vanthu@lamgiang.gov.vn", "phổ biến, giáo dục pháp luật", "Số: 05/BC-HĐND", "thẩm tra dự thảo nghị quyết",
    "kiểm toán nội bộ", "giữ bí mật phiếu bầu",
)  # fmt: skip

WordPlace = Callable[[Path, str], Path]


def _note(path: Path, said: str) -> Path:
    return word.write(
        path, _body(), {"footnotes.xml": word.part("footnotes", f'<w:footnote w:id="2">{_p(said)}</w:footnote>')}
    )


def _header(path: Path, said: str) -> Path:
    return word.write(path, _body(), {"header1.xml": word.part("hdr", _p(said))})


def _comment(path: Path, said: str) -> Path:
    return word.write(
        path, _body(), {"comments.xml": word.part("comments", f'<w:comment w:id="1">{_p(said)}</w:comment>')}
    )


def _property(path: Path, said: str) -> Path:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(said)}</dc:title></cp:coreProperties>'
    )
    return word.write(path, _body(), {"docProps/core.xml": core})


def _deleted(path: Path, said: str) -> Path:
    gone = f'<w:p><w:del w:id="1"><w:r><w:delText>{escape(said)}</w:delText></w:r></w:del></w:p>'
    return word.write(path, _body() + gone)


def _runs(path: Path, said: str) -> Path:
    pieces = "".join(f'<w:r><w:t xml:space="preserve">{escape(c)}</w:t></w:r>' for c in said)
    return word.write(path, f"<w:p>{pieces}</w:p>" + _body())


def _cell(path: Path, said: str) -> Path:
    cells = "".join(f"<w:tc>{_p(words)}</w:tc>" for words in ("Nội dung", said))
    return word.write(path, _body() + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + _body())


def _sheet(path: Path, said: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (*SENTENCES, said, *SENTENCES):
        sheet.append([line, "x"])
    book.save(path)
    return path


def _p(said: str) -> str:
    return word.p(said)


def _body() -> str:
    return "".join(map(word.p, SENTENCES))


WORD_PLACES: Mapping[str, WordPlace] = {
    "paragraph": lambda path, said: word.write(path, _p(said) + _body()),
    "note": _note,
    "page-header": _header,
    "comment": _comment,
    "property": _property,
    "deleted": _deleted,
    "runs": _runs,
    "cell": _cell,
}
HEADER_PLACES: Mapping[str, Callable[[str], packages.Package]] = {
    "subject": lambda said: packages.Package({"Subject": f"Báo cáo giám sát {said}" if "(" in said else said}),
    "content": lambda said: packages.Package({"Content": said}),
    "unknown": lambda said: packages.Package(extra=f"<edXML:GhiChu>{escape(said)}</edXML:GhiChu>"),
    "place-line": lambda said: packages.Package(extra=f"<ToPlaces><Place>{escape(said)}</Place></ToPlaces>"),
    "annex": lambda said: packages.Package(extra=f"<Appendixes><Appendix>{escape(said)}</Appendix></Appendixes>"),
    "reason": lambda said: packages.Package(business=f"<BussinessDocReason>{escape(said)}</BussinessDocReason>"),
    "sender": lambda said: packages.Package({"From/OrganizationInCharge": said}),
}


def _ordinary(chance: random.Random) -> str:
    return chance.choice(_ORDINARY)


_KINDS = (("mark", _mark), ("mark", _mark), ("limit", _limit), ("private", _private), ("ordinary", _ordinary))


def cases(seed: int, count: int, folder: Path) -> Iterator[Case]:
    """`count` packages of a seed; files are made in `folder`."""
    chance = random.Random(seed)
    for number in range(count):
        kind, say = chance.choice(_KINDS)
        yield _carried(f"{seed}-{number}-{kind}", say(chance), kind != "ordinary", chance, folder)


def _carried(name: str, said: str, must: bool, chance: random.Random, folder: Path) -> Case:
    where, stem = chance.random(), folder / "b"
    if where < 0.35:
        place = chance.choice(sorted(HEADER_PLACES))
        package = HEADER_PLACES[place](said.replace("\n", " "))
        files = (File("b.docx", word.write(stem.with_suffix(".docx"), _body()).read_bytes()),)
        whole = packages.Package(package.header, files, package.business, package.extra)
        old = place != "reason" and chance.random() < 0.2
        return Case(f"{name}-{place}: {said!r}", "a.edxml", soap(whole) if old else java(whole).encode(), must)
    if where < 0.45:
        place, file = "sheet", File("b.xlsx", _sheet(stem.with_suffix(".xlsx"), said).read_bytes())
    else:
        place = chance.choice(sorted(WORD_PLACES))
        file = File("b.docx", WORD_PLACES[place](stem.with_suffix(".docx"), said).read_bytes())
    return Case(f"{name}-{place}: {said!r}", "a.edxml", java(packages.Package(files=(file,))).encode(), must)
