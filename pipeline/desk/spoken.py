"""What the desk says of an error: the command's own sentence, its options and keys named as the forms name them."""

import re
from collections.abc import Mapping

from pipeline.desk.items import FIELDS
from pipeline.errors import PipelineError

_OPTIONS: Mapping[str, str] = {
    "--why": "Lý do",
    "--as": "Người duyệt",
    "--asked-by": "Ai đề nghị",
    "--report": "Phản ánh số",
    "--answer": "Trả lời",
    "--before": "Trước khi sửa",
    "--after": "Sau khi sửa",
    "--decision": "Kết luận",
    "--box": "Chỗ cần che",
    "--words": "Chữ cần che",
    "--title": "Tên của cuộc giám sát mới",
    "--document": "Văn bản tách ra",
    "--into": "Hồ sơ nhận",
}
_NAMED = re.compile(rf"(?:{'|'.join(_OPTIONS)})\b|(?:(?<=^)|(?<=; ))(?:{'|'.join(FIELDS)})(?=: )")


_COMMANDS: Mapping[str, str] = {
    "duyệt kèm --set scope=related": "mở “Thông tin khác”, ghi related vào ô Phạm vi, rồi duyệt",
    "người ấy chạy lại lệnh này với tên mình": "người ấy mở bàn duyệt bằng tên mình rồi làm lại đúng việc này",
    "--set: cần": "Sửa: cần",
    "hãy dùng dossier join": "hãy nhập cả hồ sơ vào hồ sơ khác",
    "hãy chạy hdnd own trước": "hãy mở văn bản ấy ở phím P, bấm “Nhận là người đã sửa” trước",
    "rồi chạy hdnd own": "rồi mở văn bản ấy ở phím P, bấm “Nhận là người đã sửa”",
    "nêu bằng --key": "mở lại bàn duyệt với khóa ấy",
}


def spoken(error: PipelineError) -> str:
    """The sentence of an error for somebody who never saw a command."""
    return in_desk_words(error.sentence())


def in_desk_words(said: str) -> str:
    """A sentence with the names of the forms: `issue_date: …` is `Ngày ban hành: …`, and an option a field to fill."""
    for command, words in _COMMANDS.items():
        said = said.replace(command, words)
    return _NAMED.sub(lambda found: {**_OPTIONS, **FIELDS}[found[0]], said)
