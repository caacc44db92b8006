"""Write samples/inbox and samples/acts.jsonl: `python -m samples.generator` (needs LibreOffice for .doc, .odt, .rtf).

Everything but what LibreOffice converts is decided by the seed.
"""

import datetime as dt
import hashlib
import io
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl

from pipeline import legacy_encoding
from pipeline.document import vocabulary
from pipeline.document.vocabulary import Council
from samples.generator import oversight, resolutions, sheet, word, wording
from samples.generator.packing import Envelope, document_id, package
from samples.generator.paper import Paper
from samples.generator.people import clerk

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "samples" / "inbox"
ACTS = ROOT / "samples" / "acts.jsonl"
SEED = 20241209
HUYEN = ("thuan-an", "dau-tieng", "ben-cat", "di-an", "phu-giao", "bau-bang")
XA = (
    "dau-tieng-minh-hoa", "thuan-an-lai-thieu", "thu-dau-mot-phu-cuong", "di-an-an-binh", "phu-giao-an-binh",
    "bau-bang-lai-uyen", "ben-cat-my-phuoc", "tan-uyen-uyen-hung", "thuan-an-binh-chuan",
)  # fmt: skip


@dataclass
class Desk:
    """The office that sends: numbers its files in order of sending and writes them into the inbox."""

    rng: random.Random
    codes: dict[str, str]
    work: Path
    sent: int = 0

    def put(self, name: str, data: bytes) -> Path:
        """Write one file into the inbox; its name starts with its place in the order of sending."""
        self.sent += 1
        path = INBOX / f"{self.sent:03d}-{name}"
        path.write_bytes(data)
        return path

    def envelope(self, paper: Paper, **more: object) -> Envelope:
        """An envelope from the paper's council, sent the day after its date."""
        sent = f"{paper.date + dt.timedelta(days=1):%Y/%m/%d} {self.rng.randint(7, 16):02d}:{self.rng.randint(0, 59):02d}:12"
        return Envelope(sender=self.codes[paper.council.slug], sent=sent, staff=clerk(self.rng), **more)  # type: ignore[arg-type]

    def send(self, paper: Paper, *files: tuple[str, bytes], envelope: Envelope | None = None) -> Path:
        """Send a package; without files, its signed PDF."""
        content = list(files) or [(f"{paper.slug}_Signed.pdf", self.as_pdf(paper))]
        return self.put(
            f"{paper.slug}.edxml".replace("/", "-"), package(paper, envelope or self.envelope(paper), content)
        )

    def as_pdf(self, paper: Paper, **how: Any) -> bytes:
        """The paper as PDF bytes."""
        path = self.work / "one.pdf"
        sheet.pdf(paper, path, **how)
        return path.read_bytes()

    def as_docx(self, paper: Paper, **how: object) -> bytes:
        """The paper as Word bytes."""
        path = self.work / "one.docx"
        word.write(paper, path, **how)  # type: ignore[arg-type]
        return path.read_bytes()

    def as_scan(self, paper: Paper, ending: str, **how: object) -> bytes:
        """The paper as a scan."""
        path = self.work / f"one{ending}"
        sheet.save_scan(sheet.scans(paper, self.work, self.rng, **how), path)  # type: ignore[arg-type]
        return path.read_bytes()

    def as_office(self, paper: Paper, ending: str) -> bytes:
        """The paper through LibreOffice: doc, odt, rtf."""
        source = self.work / "convert.docx"
        word.write(paper, source)
        kind = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt"}[ending]
        profile = f"-env:UserInstallation=file://{self.work}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(self.work), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 a fixed program and our own file
        return (self.work / f"convert.{ending}").read_bytes()


def main() -> None:
    """Write everything anew."""
    words = vocabulary.load(ROOT / "content" / "vocabulary")
    codes = {slug: code for code, slug in reversed(list(words.senders.items()))}
    shutil.rmtree(INBOX, ignore_errors=True)
    INBOX.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(random.Random(SEED), codes, Path(folder))
        scans = everything(desk, words.councils)
    ACTS.write_text("".join(json.dumps(act, ensure_ascii=False) + "\n" for act in scans), encoding="utf-8")


def everything(desk: Desk, councils: Mapping[str, Council]) -> list[dict[str, object]]:
    """All samples in order of sending; answers the acts by which a person approves some of the scans."""
    rng, province = desk.rng, next(c for c in councils.values() if c.level == "tinh")
    ordinary(desk, [province, *(councils[s] for s in HUYEN), *(councils[s] for s in XA)])
    dossier(desk, councils["thuan-an"], wording.TOPICS["dau-tu-cong"])
    other_formats(desk, province, councils)
    acts = scanned(desk, councils)
    events(desk, councils)
    trouble(desk, province, councils)
    living(
        desk, [c for c in councils.values() if c.slug in desk.codes and c.valid_from and c.valid_from.year == 2025], rng
    )
    return acts


def ordinary(desk: Desk, councils: list[Council]) -> None:
    """Each council's everyday papers, as born-digital PDF packages of several programs."""
    rng = desk.rng
    for index, council in enumerate(councils):
        year = 2021 + index % 3
        december = dt.date(year, 12, rng.randint(5, 14))
        kinds = resolutions.KINDS[index % 8], resolutions.KINDS[(index + 3) % 8]
        first = kinds[0](council, rng, december, 21 + index % 5)
        stamped = desk.as_pdf(first, stamped=True) if index % 4 == 0 else desk.as_pdf(first)
        more = {"zipped": index % 3 == 0, "dotnet": index % 3 == 1, "junk": "\ufeff" if index % 5 == 0 else ""}
        desk.send(first, (f"{first.slug}_Signed.pdf", stamped), envelope=desk.envelope(first, **more))
        if council.level != "xa":
            desk.send(kinds[1](council, rng, dt.date(year + 1, 7, rng.randint(8, 19)), 8 + index % 4))
            desk.send(oversight.verification(council, rng, dt.date(year, 11, 28), 40 + index))
        if index % 4 == 2:
            desk.send(oversight.petitions(council, rng, dt.date(year + 1, 5, 20), 17))
        if index % 4 == 3:
            topic = rng.choice(sorted(wording.TOPICS.values()))
            desk.send(
                oversight.plan(
                    council,
                    rng,
                    dt.date(year + 1, 3, 11),
                    5,
                    topic,
                    "to" if council.level == "huyen" else "tt",
                    "KH-TĐB" if council.level == "huyen" else "KH-HĐND",
                )
            )


def dossier(desk: Desk, council: Council, topic: str) -> None:
    """One whole oversight dossier: programme, delegation, plan, outline, notice, report, resolution, conclusions, follow-up."""
    rng = desk.rng
    desk.send(oversight.submission(council, rng, dt.date(2023, 6, 20), 14))
    desk.send(resolutions.programme(council, rng, dt.date(2023, 7, 18), 12))
    desk.send(oversight.yearly(council, rng, dt.date(2024, 1, 22), 2))
    steps = (
        (oversight.establish, dt.date(2024, 2, 26), 9), (oversight.plan, dt.date(2024, 3, 4), 1), (oversight.outline, dt.date(2024, 3, 4), 1),
        (oversight.notice, dt.date(2024, 3, 20), 1), (oversight.report, dt.date(2024, 5, 30), 2), (oversight.thematic, dt.date(2024, 7, 16), 15),
        (oversight.conclusion, dt.date(2024, 8, 9), 3), (oversight.letter, dt.date(2024, 10, 21), 88),
    )  # fmt: skip
    for make, date, number in steps:
        paper = make(council, rng, date, number, topic)
        desk.send(paper, (f"{paper.slug}.docx", desk.as_docx(paper)), (f"{paper.slug}_Signed.pdf", desk.as_pdf(paper)))
    desk.send(oversight.guidance(council, rng, dt.date(2024, 1, 15), 6))


def other_formats(desk: Desk, province: Council, councils: Mapping[str, Council]) -> None:
    """Bare files in every format, annexes with a spreadsheet, Word's own numbering, TCVN3."""
    rng = desk.rng
    rules = resolutions.rules(province, rng, dt.date(2023, 9, 14), 30)
    desk.send(rules, (f"{rules.slug}.docx", desk.as_docx(rules, numbered=False)))
    plain = resolutions.fees(councils["ben-cat"], rng, dt.date(2024, 12, 17), 11)
    desk.put(f"{plain.slug}-so-tu-dong.docx", desk.as_docx(plain, numbered=True))
    old = resolutions.investment(councils["phu-giao"], rng, dt.date(2011, 12, 20), 6)
    desk.put(f"{old.slug}-phong-ABC.docx", desk.as_docx(old, font=".VnTime", encode=_tcvn3))
    for slug, ending, date in (
        ("phu-giao", "doc", dt.date(2021, 12, 8)),
        ("di-an", "odt", dt.date(2023, 12, 12)),
        ("dau-tieng", "rtf", dt.date(2022, 7, 20)),
    ):
        paper = resolutions.budget(councils[slug], rng, date, 33)
        desk.put(f"{paper.slug}.{ending}", desk.as_office(paper, ending))
    desk.put("nghi-quyet-trang-tin.html", _html(resolutions.streets(councils["di-an"], rng, dt.date(2024, 4, 25), 4)))
    main = resolutions.budget(province, rng, dt.date(2024, 12, 9), 41)
    annex = f"Phụ lục I - Dự toán chi {main.date.year + 1}.xlsx"
    desk.send(
        main,
        (f"{main.slug}_Signed.pdf", desk.as_pdf(main)),
        (annex, _workbook(rng)),
        envelope=desk.envelope(main, zipped=True),
    )


def scanned(desk: Desk, councils: Mapping[str, Council]) -> list[dict[str, object]]:
    """Scans in packages and alone; a person approves most of them, two stay held."""
    rng = desk.rng
    acts: list[dict[str, object]] = []
    reviewer = "Cán bộ tiếp nhận (mẫu)"
    plan: tuple[tuple[str, Any, str, bool, dict[str, Any]], ...] = (
        ("dau-tieng-minh-hoa", resolutions.budget, ".pdf", True, {}), ("thuan-an-lai-thieu", resolutions.streets, ".pdf", True, {"noise": 2.0}),
        ("tan-uyen-uyen-hung", resolutions.investment, ".pdf", True, {"turn": 90}), ("ben-cat-my-phuoc", resolutions.election, ".jpg", False, {}),
        ("di-an-an-binh", resolutions.election, ".png", False, {}), ("bau-bang-lai-uyen", resolutions.programme, ".tif", False, {}),
        ("phu-giao-an-binh", resolutions.election, ".pdf", True, {}), ("thuan-an-binh-chuan", resolutions.election, ".pdf", False, {}),
    )  # fmt: skip
    for index, (slug, make, ending, packed, how) in enumerate(plan):
        paper = make(councils[slug], rng, dt.date(2024, 7, 3 + index), 11 + index)
        data = desk.as_scan(paper, ending, **how)
        path = (
            desk.send(paper, (f"{paper.slug}.signed{ending}", data))
            if packed
            else desk.put(f"quet-{paper.slug}{ending}", data)
        )
        if index < 6:
            facts = {
                "council": slug,
                "code": paper.code,
                "issue_date": paper.date.isoformat(),
                "title": paper.title,
                "doc_type": "nghi-quyet",
            }
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            acts.append({"act": "approve", "sha256": digest, "as": reviewer, "set": {} if packed else facts})
    return acts


def events(desk: Desk, councils: Mapping[str, Council]) -> None:
    """A duplicate, an update, a recall, a replacement."""
    rng = desk.rng
    once = resolutions.streets(councils["di-an"], rng, dt.date(2024, 7, 11), 19)
    envelope = desk.envelope(once)
    pdf = desk.as_pdf(once)
    desk.send(once, (f"{once.slug}_Signed.pdf", pdf), envelope=envelope)
    desk.send(once, (f"{once.slug}_Signed.pdf", pdf), envelope=replace(envelope, sent="2024/07/15 08:01:12"))
    plan = resolutions.investment(councils["phu-giao"], rng, dt.date(2024, 7, 17), 14)
    desk.send(plan)
    corrected = replace(
        plan,
        body=(*plan.body[:-1], ("p", "Danh mục dự án được đính kèm đầy đủ trong bản cập nhật này."), plan.body[-1]),
    )
    update = desk.envelope(corrected, action=2, reason="Cập nhật danh mục dự án còn thiếu")
    desk.send(corrected, envelope=replace(update, sent="2024/07/19 10:15:12"))  # never before its original
    wrong = resolutions.election(councils["bau-bang"], rng, dt.date(2024, 8, 1), 22)
    desk.send(wrong)
    desk.send(wrong, envelope=desk.envelope(wrong, action=1, reason="Gửi nhầm bản chưa soát xét"))
    first = resolutions.fees(councils["thuan-an"], rng, dt.date(2024, 7, 16), 16)
    desk.send(first)
    second = replace(resolutions.fees(councils["thuan-an"], rng, dt.date(2024, 12, 12), 27), title=first.title)
    replaces = (document_id(first, desk.codes["thuan-an"]),)
    desk.send(second, envelope=desk.envelope(second, action=3, reason="Thay thế văn bản đã gửi", replaces=replaces))


def trouble(desk: Desk, province: Council, councils: Mapping[str, Council]) -> None:
    """What must not be published: broken, secret, out of scope, unsigned draft, unknown sender."""
    rng = desk.rng
    whole = resolutions.budget(councils["dau-tieng"], rng, dt.date(2024, 12, 20), 37)
    data = package(whole, desk.envelope(whole), [(f"{whole.slug}.pdf", desk.as_pdf(whole))])
    desk.put(f"{whole.slug}-bi-ngat.edxml", data[: len(data) * 2 // 3])
    secret = replace(oversight.conclusion(province, rng, dt.date(2024, 6, 6), 7, wording.TOPICS["dat-dai"]), mark="MẬT")
    desk.send(secret)
    away = replace(resolutions.election(councils["ben-cat"], rng, dt.date(2024, 5, 5), 3), header=("ỦY BAN NHÂN DÂN", councils["ben-cat"].name.upper()),
                   notation="QĐ-UBND", type_name="QUYẾT ĐỊNH", title="Về việc ban hành quy trình nội bộ tiếp nhận hồ sơ", signing=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))  # fmt: skip
    desk.send(away)
    draft = replace(resolutions.rules(councils["di-an"], rng, dt.date(2024, 9, 9), 1), draft=True)
    desk.put("du-thao-nghi-quyet.docx", desk.as_docx(draft))
    stranger = resolutions.election(councils["phu-giao"], rng, dt.date(2024, 3, 3), 2)
    desk.send(stranger, envelope=replace(desk.envelope(stranger), sender="000.00.77.K09"))
    desk.put("trang-bao-loi.edxml", b"<html><body><h1>502 Bad Gateway</h1></body></html>")


def living(desk: Desk, councils: list[Council], rng: random.Random) -> None:
    """Papers of the councils that succeeded in 2025."""
    for index, council in enumerate(sorted(councils, key=lambda c: c.slug)):
        date = dt.date(2025, 12, 8 + index)
        desk.send(
            (resolutions.budget, resolutions.programme, resolutions.investment)[index % 3](
                council, rng, date, 5 + index
            )
        )
        desk.send(
            oversight.report(
                council,
                rng,
                dt.date(2026, 4, 6 + index),
                3 + index,
                rng.choice(sorted(wording.TOPICS.values())),
                "tt",
                "BC-HĐND",
            )
        )


def _tcvn3(text: str) -> str:
    return legacy_encoding.encoded(text, legacy_encoding.TCVN3)


def _html(paper: Paper) -> bytes:
    def row(values: list[str]) -> str:
        return "<tr>" + "".join(f"<td>{value}</td>" for value in values) + "</tr>"

    def line(kind: str, content: object) -> str:
        if kind == "table":
            return f"<table border=1>{''.join(map(row, content))}</table>"  # type: ignore[call-overload]
        return f"<p>{'<b>' if kind == 'dieu' else ''}{content}</p>"

    head = f"<table><tr><td>{'<br>'.join(paper.header)}<br>Số: {paper.code}</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc<br><i>{paper.printed_date}</i></td></tr></table>"
    bases = "".join(f"<p><i>{basis}</i></p>" for basis in paper.bases)
    body = "".join(line(kind, content) for kind, content in paper.body)
    foot = f"<table><tr><td>Nơi nhận:<br>{'<br>'.join('- ' + r for r in paper.recipients)}</td><td><b>{'<br>'.join(paper.signing)}</b><br>(Đã ký)<br><b>{paper.signer}</b></td></tr></table>"
    lead = f"<p align=center><b>{paper.type_name}</b></p><p align=center><b>{paper.title}</b></p><p align=center>{paper.organ_line}</p>"
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{paper.code}</title></head><body><nav><a href=/>Trang chủ</a></nav>{head}{lead}{bases}<p align=center><b>{paper.enacting}</b></p>{body}{foot}</body></html>"
    return page.encode("utf-8")


def _workbook(rng: random.Random) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Dự toán chi"
    page.append(["STT", "Nội dung", "Dự toán năm trước", "Dự toán năm nay", "So sánh (%)"])
    for index, item in enumerate(wording.ITEMS, 1):
        before, after = rng.randint(900, 9000), rng.randint(900, 9900)
        page.append([index, item, before, after, round(100 * after / before, 1)])
    book.properties.created = book.properties.modified = dt.datetime(2024, 1, 1)  # noqa: DTZ001 a fixed stamp inside the file
    buffer = io.BytesIO()
    book.save(buffer)
    return word.steady(buffer.getvalue())


if __name__ == "__main__":
    main()
