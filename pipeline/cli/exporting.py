"""Commands that write the archive in the forms of other programs: for libraries and for reading without a network."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors
from pipeline.cli import data_exports
from pipeline.cli.screen import now, say, session, warn, written_to
from pipeline.document.zone import day
from pipeline.packs import bag, zim
from pipeline.packs.bag import Flaw

app = typer.Typer(
    help="Xuất cơ sở dữ liệu ra dạng của chương trình khác: thư viện, lưu trữ, đọc ngoại tuyến.",
    no_args_is_help=True,
)
data_exports.register(app)

FLAWS = {
    Flaw.missing: "thiếu",
    Flaw.extra: "thừa",
    Flaw.differs: "khác mã băm",
    Flaw.unfetched: "chưa tải về",
    Flaw.unlisted: "có trong fetch.txt mà không có trong danh sách",
    Flaw.not_payload: "danh sách ghi tệp ngoài data/",
    Flaw.outside: "tên dẫn ra ngoài gói",
    Flaw.declaration: "bagit.txt không đúng dạng",
    Flaw.version: "phiên bản BagIt không đọc được",
    Flaw.encoding: "không đúng bảng mã đã khai",
    Flaw.not_utf8: "không phải UTF-8",
    Flaw.algorithm: "thuật toán băm không biết",
    Flaw.line: "dòng không đúng dạng",
    Flaw.twice: "ghi hai lần",
    Flaw.alike: "tên chỉ khác cách viết",
    Flaw.spelling: "tên tệp viết dấu theo dạng khác",
    Flaw.oxum: "Payload-Oxum không khớp",
}


@app.command("bag")
def export_bag(
    dest: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục mới cho gói, hoặc gói cần kiểm tra.")],
    check: Annotated[bool, typer.Option("--check", help="Kiểm tra gói BagIt có sẵn trong thư mục ấy.")] = False,
) -> None:
    """Gói toàn bộ phần công khai theo BagIt 1.0 (RFC 8493) để thư viện, lưu trữ nhận; hoặc kiểm tra một gói như vậy."""
    if check:
        _check(dest)
        return
    with archive.steady(session.root):
        count = bag.make(session.root, session.settings().site, dest, day(now()))
    say(f"{dest}: gói BagIt 1.0, {count} tệp.", f"{dest}: a BagIt 1.0 bag of {count} files.")


@app.command("zim")
def export_zim(
    dest: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .zim ghi ra.")],
) -> None:
    """Gói cả trang đã dựng thành một tệp ZIM, đọc và tìm được bằng Kiwix trên điện thoại, máy tính, không cần mạng."""
    if dest.suffix != ".zim":
        raise errors.UsageError(
            what=f"{dest}: tên tệp phải kết thúc bằng .zim", what_en=f"{dest}: the file's name must end in .zim"
        )
    with archive.steady(session.root, dest):
        count = zim.make(session.root, session.settings(), written_to(dest, b"ZIM\x04"), day(now()))
    say(f"{dest}: {count} tệp của trang.", f"{dest}: {count} files of the site.")


def _check(dest: Path) -> None:
    if not dest.is_dir():
        raise errors.UsageError(what=f"{dest}: không phải thư mục", what_en=f"{dest}: not a folder")
    found = bag.check(dest)
    for one in found:
        vi, en = ("Lưu ý", "Note") if one.warning else ("Sai", "Wrong")
        warn(f"{vi}: {FLAWS[one.kind]}: {one.name}", f"{en}: {one.kind}: {one.name}")
    if wrong := sum(not one.warning for one in found):
        raise errors.VerifyFailed(folder=dest, count=wrong)
    say(f"{dest}: gói đúng và đủ.", f"{dest}: the bag is valid and complete.")
