"""The project's own gold: invented documents of every kind of file, with the facts that their author put into them.

    python -m benchmarks.gold FOLDER [--scans N]

writes FOLDER/gold.jsonl and the files, and FOLDER/kho: an archive of the invented province that knows their councils.
Scans bear the number and the day as a pen writes them into the gaps of the form, a stamp of arrival with another number
and day, a seal, tilt and noise: what tells how often a pen is read rightly, and how often wrongly.
"""

import argparse
import datetime as dt
import json
import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.document import vocabulary
from pipeline.document.vocabulary import Council
from samples.generator import oversight, resolutions, sheet, word
from samples.generator.paper import Paper
from tests.cli.lam_giang import write_archive

SCALE = 170 / 72  # pixels of a scan for each point of its sheet
TOPICS = (
    "việc quản lý rừng phòng hộ",
    "việc cấp nước sạch nông thôn",
    "công tác phòng cháy",
    "việc tuyển dụng viên chức",
)
_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 0), (0.1, 0.3), (0.1, 0.75), (0.5, 1), (0.9, 0.7), (0.9, 0.3), (0.5, 0)),),
    "1": (((0.25, 0.25), (0.6, 0), (0.55, 1)),),
    "2": (((0.1, 0.25), (0.4, 0), (0.85, 0.2), (0.6, 0.55), (0.1, 0.98), (0.9, 0.95)),),
    "3": (((0.15, 0.1), (0.7, 0.02), (0.75, 0.35), (0.4, 0.48), (0.85, 0.65), (0.6, 0.98), (0.1, 0.9)),),
    "4": (((0.6, 0), (0.1, 0.65), (0.95, 0.62)), ((0.7, 0.35), (0.62, 1.05))),
    "5": (((0.85, 0.02), (0.3, 0.05), (0.2, 0.45), (0.7, 0.42), (0.85, 0.75), (0.4, 1), (0.1, 0.88)),),
    "6": (((0.75, 0), (0.25, 0.4), (0.15, 0.8), (0.5, 1), (0.85, 0.78), (0.6, 0.52), (0.2, 0.7)),),
    "7": (((0.1, 0.05), (0.9, 0.03), (0.45, 1)), ((0.3, 0.5), (0.75, 0.48))),
    "8": (((0.7, 0.15), (0.4, 0), (0.2, 0.25), (0.8, 0.7), (0.5, 1), (0.2, 0.75), (0.75, 0.3), (0.7, 0.12)),),
    "9": (((0.85, 0.3), (0.5, 0), (0.15, 0.25), (0.4, 0.52), (0.85, 0.3), (0.75, 0.7), (0.55, 1.02)),),
}


def main() -> None:
    """Write a gold folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scans", type=int, default=6, help="how many scans with handwriting")
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    print(f"{write(arguments.folder, arguments.scans, arguments.seed)} documents in {arguments.folder}")


def write(folder: Path, scans: int, seed: int = 11) -> int:
    """Write the documents, their gold and their archive; answers how many documents."""
    archive = write_archive(folder / "kho")
    councils = vocabulary.load(archive / "content/vocabulary").councils
    rng = random.Random(seed)
    lines = [*_born_digital(folder, list(papers(councils, rng))), *_scans(folder, councils, rng, scans)]
    written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "gold.jsonl").write_text(written, encoding="utf-8")
    return len(lines)


def papers(councils: Any, rng: random.Random) -> Iterator[Paper]:
    """Resolutions and papers of oversight of two levels, dates before and after the districts ended."""
    province, commune = councils["lam-giang"], councils["phu-vinh"]
    makers = (resolutions.budget, resolutions.fees, resolutions.investment, resolutions.rules, resolutions.programme)
    for number, maker in enumerate(makers, 3):
        yield maker(province, rng, _day(rng), number * 7)
        yield maker(commune, rng, dt.date(2025, rng.randint(8, 12), rng.randint(1, 28)), number)
    for number, topic in enumerate(TOPICS, 41):
        yield from _of_oversight(province, rng, number, topic)


def _of_oversight(council: Council, rng: random.Random, number: int, topic: str) -> Iterable[Paper]:
    return (
        oversight.plan(council, rng, _day(rng), number, topic),
        oversight.conclusion(council, rng, _day(rng), number + 20, topic),
        oversight.letter(council, rng, _day(rng), number + 60, topic),
    )


def _day(rng: random.Random) -> dt.date:
    return dt.date(2024, rng.randint(1, 12), rng.randint(1, 28))


def _born_digital(folder: Path, all_papers: list[Paper]) -> Iterator[dict[str, Any]]:
    """Each paper as one kind of file, in turn."""
    for place, paper in enumerate(all_papers):
        kind = ("pdf", "docx", "pdf-stamped", "docx-numbered")[place % 4]
        path = folder / f"{place:03d}.{kind[:4].rstrip('-')}"
        if kind.startswith("pdf"):
            sheet.pdf(paper, path, stamped=kind == "pdf-stamped")
        else:
            word.write(paper, path, numbered=kind == "docx-numbered")
        yield {"path": path.name, "kind": kind, **facts(paper)}


def facts(paper: Paper) -> dict[str, Any]:
    """What the document says, as `hdnd check --json` names it."""
    unit = f"{paper.council.name[0].lower()}{paper.council.name[1:]}"
    number, _, _ = paper.code.partition("/")
    name = paper.type_name.capitalize() if paper.type_name else "Công văn"
    return {
        "level": paper.council.level,
        "number": number,
        "notation": paper.notation,
        "code": paper.code,
        "issue_date": paper.date.isoformat(),
        "place": paper.place,
        "doc_type": name,
        "trich_yeu": paper.title.removeprefix("V/v ") if not paper.type_name else paper.title,
        "signer_name": paper.signer,
        "signer_title": paper.signing[-1],
        "n_dieu": sum(kind == "dieu" for kind, _ in paper.body),
        "first_legal_basis": paper.bases[0] if paper.bases else None,
        "addressee": paper.addressee or None,
        "urgency": paper.urgency or None,
        "secrecy": None,
        "is_draft": False,
        "body": f"Hội đồng nhân dân {unit}" if len(paper.header) == 2 else paper.header[2].capitalize(),
        "parent_body": f"Hội đồng nhân dân {unit}" if len(paper.header) > 2 else None,
    }


def _scans(folder: Path, councils: Any, rng: random.Random, count: int) -> Iterator[dict[str, Any]]:
    makers = (resolutions.budget, resolutions.fees, resolutions.investment, resolutions.programme)
    for place in range(count):
        council = councils["lam-giang" if place % 2 else "phu-vinh"]
        paper = makers[place % len(makers)](council, rng, _day(rng), rng.randint(1, 180))
        path = folder / f"scan-{place:03d}.pdf"
        sheet.save_scan(list(_scanned(paper, rng, arrived=place % 3 == 0, noise=0.5 + place % 4 / 2)), path)
        yield {"path": path.name, "kind": "scan", **facts(paper)}


def _scanned(paper: Paper, rng: random.Random, *, arrived: bool, noise: float) -> Iterator[Image.Image]:
    """The pages of a paper whose number and day a pen wrote, as they come from a scanner."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "one.pdf")
        sheet.pdf(paper, source, stamped=True)
        document = pypdfium2.PdfDocument(source.read_bytes())
    for index in range(len(document)):
        page = document[index]
        image = page.render(scale=SCALE, draw_annots=False).to_pil().convert("RGB")
        if index == 0:
            _by_pen(image, page, paper, rng)
            if arrived:
                _arrival(image, rng)
        if index == len(document) - 1:
            sheet._seal(image, page, paper, rng)
        image = image.rotate(rng.uniform(-1.2, 1.2), fillcolor="white", resample=Image.Resampling.BICUBIC)
        yield sheet._speckle(image, rng, noise).filter(ImageFilter.GaussianBlur(0.5))


def _by_pen(image: Image.Image, page: pypdfium2.PdfPage, paper: Paper, rng: random.Random) -> None:
    text = page.get_textpage()
    content = text.get_text_range()
    for label, figures in (("Số:", f"{paper.number:02d}"), ("ngày", f"{paper.date.day:02d}")):
        at = content.index(label, content.index("Độc") if label == "ngày" else 0) + len(label) - 1
        box = text.get_charbox(at)
        _pen(image, (box[2] + 4) * SCALE, (page.get_height() - box[1]) * SCALE, figures, rng)


def _pen(image: Image.Image, x: float, base: float, figures: str, rng: random.Random) -> None:
    """Figures as a pen writes them: higher than print, slanted, no two alike."""
    draw = ImageDraw.Draw(image)
    high, ink = rng.uniform(26, 36), rng.choice(((25, 35, 120), (20, 20, 30), (40, 40, 150)))
    wide, slant, thick = high * 0.55, rng.uniform(-0.05, 0.3), rng.choice((2, 3, 3))
    for figure in figures:
        for stroke in _STROKES[figure]:
            points = [
                (x + (px + slant * (1 - py)) * wide + rng.gauss(0, 0.8), base - high * (1 - py) + rng.gauss(0, 0.9) + 3)
                for px, py in stroke
            ]
            draw.line(points, fill=ink, width=thick, joint="curve")
        x += wide * rng.uniform(1.1, 1.35)


def _arrival(image: Image.Image, rng: random.Random) -> None:
    """The stamp of who received it, with a number and a day that are not the document's."""
    layer = Image.new("RGBA", (330, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    draw.rectangle((2, 2, 326, 116), outline=(190, 30, 40, 255), width=3)
    font = ImageFont.truetype(str(sheet.FONTS / "LiberationSerif-Bold.ttf"), 24)
    draw.text((14, 10), f"ĐẾN   Số: {rng.randint(100, 4800)}", fill=(190, 30, 40, 255), font=font)
    draw.text((14, 60), f"Ngày: {rng.randint(1, 28)}/{rng.randint(1, 12)}/2024", fill=(190, 30, 40, 255), font=font)
    turned = layer.rotate(rng.uniform(-4, 4), expand=True)
    image.paste(turned, (60, 8), mask=turned)


if __name__ == "__main__":
    main()
