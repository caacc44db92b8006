"""What kind of document it is: type, normative or individual, form of oversight, oversight dossier, scope.

The forms are those of content/vocabulary/oversight.yaml; a rule here says by which words of the title, type and issuer
a form is known. A title that fits no rule has no form: a wrong one is worse than none.
"""

import re
from dataclasses import dataclass

from pipeline import text
from pipeline.document.vocabulary import Vocabulary

_COUNCIL_ORGANS = frozenset({"hdnd", "tt", "to-db", "doan-gs", "vp"})
_NORMATIVE = frozenset({"nghi-quyet", "quyet-dinh"})
_TOPIC = re.compile(
    r"(?:giam sat|khao sat)\s+(?:chuyen de\s+|cua [\w ]{3,40}? (?=ve |viec |tinh hinh |ket qua ))?[\"“]?\s*"
    r"(?:ve\s+)?(?:viec\s+|tinh hinh\s+|ket qua\s+|cong tac\s+)*(?P<topic>\w.{8,})"
)
_OVERSEEN = re.compile(
    r"^(?:(?:bao cao|ve|viec|tinh hinh|ket qua|cong tac)\s+)*(?P<topic>\w.{8,}?),?\s+"
    r"(?:phuc vu|theo (?:ke hoach|yeu cau))\b"
)
# A hearing and question time are courses of their own beside the oversight of the same matter.
_HEARING = re.compile(
    r"giai trinh\s+(?:cua [\w ]{3,60}? )?(?:ve\s+|(?=viec |cong tac |tinh hinh ))(?:viec\s+|cong tac\s+|tinh hinh\s+)*"
    r"(?P<topic>\w.{8,})"
)
_QUESTIONS = re.compile(
    r"chat van\s+(?:va tra loi chat van\s+)?(?:ve|doi voi|lien quan den)\s+(?:viec\s+|cong tac\s+|tinh hinh\s+)*"
    r"(?P<topic>(?!hoat dong|ket qua)\w.{5,})"
)
# One paper of a dossier says where, the next does not: a council's dossiers are its own anyway. What they are about
# ends there, but for the years that stand behind it: "… trên địa bàn xã giai đoạn 2021 - 2023".
_TOPIC_END = re.compile(
    r"\s+(?:tren dia ban|doan giam sat|cua hoi dong nhan dan|do hoi dong nhan dan|tai (?:ky|phien) hop)\b"
)
_YEARS = re.compile(r"\b(?:giai doan \d{4} ?- ?\d{4}|tu (?:dau )?nam \d{4} den (?:het |cuoi )?nam \d{4})")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A form is known by type abbreviations, words of the title, and who issues ("*": any organ of a council)."""

    form: str
    types: frozenset[str]
    words: re.Pattern[str]
    issuers: frozenset[str] | None = None
    but: re.Pattern[str] = re.compile(r"(?!)")


def _rule(form: str, types: str, words: str, issuers: str = "*", but: str = r"(?!)") -> _Rule:
    wanted = None if issuers == "any" else _COUNCIL_ORGANS | {"ban"} if issuers == "*" else frozenset(issuers.split())
    return _Rule(form, frozenset(types.split()), re.compile(words), wanted, re.compile(but))


_GS = r"giam sat|khao sat"
# "Hoạt động của Ban 6 tháng", "Công tác quý III": another matter's year ("Kết quả tiếp xúc cử tri … năm 2025") is none.
_OWN_WORK = r"(?:,? (?:cua )?(?:cac )?(?:thuong truc|hoi dong nhan dan|hdnd|ban\b|to dai bieu)[^,;]{0,80}?)?"
_RULES = (
    _rule("chat-van-phieu", "cong-van bao-cao", r"tra loi chat van|tra loi (?:cac )?(?:y kien|noi dung) chat"
                                                r" van", "none", r"thuc hien (?:nghi quyet|ket luan)"),
    _rule("bc-doi-tuong", "bao-cao", rf"(?:phuc vu|theo ke hoach|noi dung) .{{0,40}}(?:{_GS})|doan {_GS}", "none"),
    _rule("tin-nhiem", "nghi-quyet bien-ban to-trinh ke-hoach thong-bao", r"phieu tin nhiem|bo phieu bat tin nhiem"),
    _rule("giai-trinh", "ke-hoach cong-van ket-luan thong-bao giay-moi thu-moi", r"phien giai trinh|giai trinh (?:ve"
                                                                                 r"|viec|cac)"),
    _rule("nq-chat-van", "nghi-quyet ket-luan thong-bao", r"(?:ve|ket luan|hoat dong|phien|tra loi) .{0,30}chat van"),
    _rule("chat-van-nhom", "to-trinh thong-bao ke-hoach", r"(?:nhom van de|ke hoach|lua chon|to chuc) .{0,60}chat van"),
    _rule("tong-hop-de-xuat", "to-trinh bao-cao", rf"(?:du kien|de xuat|de nghi) .{{0,60}}chuong trinh (?:{_GS})|ve"
                                                  rf" chuong trinh giam sat"),
    _rule("ct-gs-tt", "nghi-quyet chuong-trinh ke-hoach", r"chuong trinh (?:giam sat|khao sat).{0,30} cua thuong truc"),
    _rule("ct-gs-tt", "nghi-quyet chuong-trinh ke-hoach", rf"chuong trinh .{{0,20}}(?:{_GS})", "tt",
          r"thuc hien chuong trinh|cua hoi dong|cua hdnd"),
    _rule("ct-gs-ban", "chuong-trinh ke-hoach", rf"chuong trinh .{{0,30}}(?:{_GS})|chuong trinh cong tac", "ban",
          r"thuc hien chuong trinh"),
    _rule("ct-gs-ban", "chuong-trinh", rf"{_GS}", "ban"),
    _rule("ct-gs-tt", "chuong-trinh", rf"{_GS}", "tt"),
    _rule("ct-gs-hdnd", "nghi-quyet", r"chuong trinh (?:hoat dong )?giam sat"),
    _rule("tl-doan-gs", "nghi-quyet quyet-dinh", rf"thanh lap (?:cac )?(?:doan|to) (?:{_GS})"),
    _rule("de-cuong", "de-cuong", rf"bao cao|{_GS}"),
    _rule("kn-cu-tri", "bao-cao nghi-quyet ke-hoach", r"kien nghi (?:cua )?cu tri|y kien,? kien nghi (?:cua )?cu tri"),
    _rule("kntc", "bao-cao ke-hoach cong-van", r"khieu nai,? (?:va )?to cao"),
    _rule("bc-tham-tra", "bao-cao", r"tham tra", "ban tt", r"tham tra .{0,30}(?:du thao nghi quyet|to trinh)"),
    _rule("bc-thuc-hien", "bao-cao", rf"thuc hien .{{0,60}}(?:kien nghi|ket luan|nghi quyet).{{0,60}}(?:{_GS}|chat van"
                                     r"|giai trinh)"),
    _rule("kn-gs", "cong-van thong-bao bao-cao", rf"kien nghi (?:sau )?(?:qua )?(?:{_GS})|don doc .{{0,60}}(?:kien"
                                                 rf" nghi|ket luan)"),
    _rule("bc-dinh-ky", "bao-cao", rf"(?:hoat dong|cong tac|nhiem vu)(?: (?:{_GS}|tham tra|trong tam))?{_OWN_WORK}"
                                   r" (?:trong )?(?:6 thang|sau thang|nam \d{4}|quy [ivx\d]+|thang \d+)",
          "tt ban to-db", r"ket qua giam sat|chuyen de"),
    _rule("bc-kq-gs", "bao-cao", rf"(?:ket qua|qua) .{{0,20}}(?:{_GS})|giam sat chuyen de"),
    _rule("xem-xet-vbqppl", "to-trinh bao-cao ket-luan nghi-quyet", r"dau hieu trai|van ban quy pham phap luat"
                                                                    r" .{0,40}trai"),
    _rule("nq-gs-chuyen-de", "nghi-quyet", r"(?:ket qua|qua) giam sat|giam sat chuyen de|giam sat (?:ve|viec)",
          but=r"muc chi|kinh phi|che do|quy che"),
    _rule("xem-xet-bc", "nghi-quyet", r"(?:ve|thong qua) (?:cac )?bao cao .{0,80}(?:cong tac|toa an|vien kiem sat"
                                      r"|thi hanh an)"),
    _rule("kl-tt", "ket-luan", rf"{_GS}|giai trinh|xem xet"),
    _rule("kl-tt", "thong-bao", rf"ket luan .{{0,80}}(?:{_GS}|xem xet)"),
    _rule("kh-gs", "ke-hoach", rf"{_GS}"),
    _rule("tb-gs", "thong-bao cong-van giay-moi thu-moi", rf"{_GS}"),
)  # fmt: skip


def oversight(type_slug: str | None, title: str | None, organ: str | None, vocabulary: Vocabulary) -> str | None:
    """The form of oversight document, None where no rule of this vocabulary's forms fits."""
    if not type_slug or not title:
        return None
    said = text.fold(title)
    issuer = "ban" if organ and organ.startswith("ban-") else organ or "none"
    return next(
        (rule.form for rule in _RULES if rule.form in vocabulary.forms and _fits(rule, type_slug, said, issuer)), None
    )


def _fits(rule: _Rule, type_slug: str, said: str, issuer: str) -> bool:
    if type_slug not in rule.types or (rule.issuers is not None and issuer not in rule.issuers):
        return False
    return bool(rule.words.search(said)) and not rule.but.search(said)


def dossier(form: str | None, title: str | None, vocabulary: Vocabulary) -> str | None:
    """A slug of what is overseen ("thuc-hien-dau-tu-cong-2021-2023"), by which its papers find each other."""
    if not form or not title or form not in vocabulary.dossier_order or form.startswith("ct-gs"):
        return None
    said = text.fold(text.old_tones(text.plain_dashes(text.one_line(title))))
    for course, pattern in _courses(form):
        if match := pattern.search(said):
            topic = text.slugify(_topic(match["topic"]))
            return "-".join([*course, *topic.split("-")[:18]]) if topic else None
    return None


def _topic(said: str) -> str:
    """What is overseen, without where, and the years that it is about."""
    about, *where = _TOPIC_END.split(said, maxsplit=1)
    years = _YEARS.search(where[0]) if where and not _YEARS.search(about) else None
    return f"{about} {years[0]}" if years else about


def _courses(form: str) -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    """What a title of this form may be about: words before the topic in the dossier's name, and where it stands."""
    hearing, questions = (("giai-trinh",), _HEARING), (("chat-van",), _QUESTIONS)
    if form == "giai-trinh":
        return [hearing]
    if "chat-van" in form:
        return [questions]
    follows = [hearing, questions] if form == "bc-thuc-hien" else []
    return [((), _TOPIC), *follows, *([((), _OVERSEEN)] if form == "bc-doi-tuong" else [])]


def normative(type_slug: str | None, year: int | None, number: str | None) -> bool | None:
    """Whether the year stands in the number (Decree 34/2016, article 58); None for other types or without a number."""
    if type_slug not in _NORMATIVE or not number:
        return None
    return year is not None


def scope(type_slug: str | None, organ: str | None, form: str | None, vocabulary: Vocabulary) -> str | None:
    """In or related, None where neither the type nor the oversight form tells."""
    if form:
        return vocabulary.forms[form].scope
    issued_by_council = organ is not None and (organ in _COUNCIL_ORGANS or organ.startswith("ban-"))
    return "in" if type_slug == "nghi-quyet" and issued_by_council else None
