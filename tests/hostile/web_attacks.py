"""Web pages that say something where their text does not."""

import base64
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.extract import stamped
from tests.hostile.hidden import CITIZEN, MARK, PRIVATE, SECRET, SENTENCES, Attack, on_white, png

_STAMP = f"data:image/png;base64,{base64.b64encode(png(on_white(stamped.stamp(MARK)))).decode()}"
_DRAWING = (
    "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Ctext%3ET%E1%BB%90I M%E1%BA%ACT%3C/text%3E"
)
_PLAIN = f"data:image/png;base64,{base64.b64encode(png(Image.new('RGB', (200, 80), 'white'))).decode()}"

# What stands in the body, what in the head, and what must stop it.
WEB: dict[str, tuple[str, str, frozenset[str]]] = {
    "html-drawn-before": ("<p class=k>x</p>", f'<style>.k::before{{content:"{MARK}"}}</style>', SECRET),
    "html-drawn-escaped": ("<p class=k>x</p>", '<style>.k b::after{content:"T\\1ED0 I M\\1EAC T"}</style>', SECRET),
    "html-counter": ("<ol><li>x</ol>", f"<style>@counter-style m{{symbols:'{MARK}'}} ol{{list-style:m}}</style>", SECRET),
    "html-list-style": (f"<ul style=\"list-style-type:'{MARK} '\"><li>x</ul>", "", SECRET),
    "html-drawn-attribute": (f'<p class=k data-k="{MARK}">x</p>', "<style>.k::after{content:attr(data-k)}</style>", SECRET),
    "html-placeholder": (f'<input placeholder="{MARK}">', "", SECRET),
    "html-tip": (f'<p title="bà Lê Thị Kín, {CITIZEN}">x</p>', "", PRIVATE),
    "html-option": (f'<select><option label="{MARK}">x</select>', "", SECRET),
    "html-summary": ('<table summary="TOIMAT"><tr><td>x</table>', "", SECRET),
    "html-keywords": ("", f'<meta name=keywords content="{MARK}">', SECRET),
    "html-telephone": ('<a href="tel:0912345678">x</a>', "", PRIVATE),
    "html-mail": ('<a href="mailto:vuvankin1970@gmail.com">x</a>', "", PRIVATE),
    "html-picture": (f'<img src="{_STAMP}">', "", SECRET),
    "html-picture-of-a-set": (f'<img srcset="{_PLAIN} 1x, {_STAMP} 2x">', "", SECRET),
    "html-background": ("<div class=k></div>", f"<style>.k{{background:url({_STAMP})}}</style>", SECRET),
    "html-drawing": (f'<img src="{_DRAWING}">', "", SECRET),
    "html-direction": ("<bdo dir=rtl>TẬM IỐT</bdo>", "", SECRET),
    "html-floating-letters": ("".join(f'<b style="float:right">{letter}</b>' for letter in MARK[::-1]), "", SECRET),
}  # fmt: skip
_HONEST = (
    f'<img alt="Biểu đồ mật độ dân số" src="{_PLAIN}"><input placeholder="Tìm kiếm trên trang">'
    '<a href="mailto:vanthu@hdnd.lamgiang.gov.vn" title="Bảo vệ bí mật nhà nước">x</a><a href="tel:02633822222">x</a>'
    '<ol class=k><li data-id="0912345678" data-role=mat>x</ol>'
)
_STYLE = (
    '<style>.k::before{content:"Điều 1. "} body{font-family:"Times New Roman"} @counter-style m{symbols:"*"}</style>'
)


def _page(path: Path, body: str, head: str) -> Path:
    said = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES * 2)
    page = f"<!doctype html><html><head><meta charset=utf-8><title>Báo cáo</title>{head}</head><body>{said}{body}</body></html>"
    path.write_text(page, "utf-8")
    return path


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (body, head, codes) in WEB.items():
        yield Attack(name, _page(folder / f"{name}.html", body, head), codes)


def harmless(folder: Path) -> Iterator[Path]:
    """Their ordinary neighbours: usual tips, labels, styles and contacts of an office."""
    yield _page(folder / "tips.html", _HONEST, _STYLE)
