"""What attacks hide, and what must stop each: the words, the ordinary text around them, stamps as pictures."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

MARK, LIMIT, CITIZEN = "TỐI MẬT", "Lưu hành nội bộ", "CCCD số 074085001234"
SENTENCES = (
    "Hội đồng nhân dân tỉnh ghi nhận kết quả giám sát việc sử dụng vốn đầu tư công trong năm vừa qua.",
    "Các cơ quan, đơn vị được giám sát đã chấp hành nghiêm túc kế hoạch của Thường trực Hội đồng nhân dân.",
    "Đề nghị Ủy ban nhân dân tỉnh chỉ đạo khắc phục những tồn tại, hạn chế đã nêu trong báo cáo này.",
)
SECRET = frozenset({"secret-mark", "secret-suspected"})
PRIVATE, LIMITED = frozenset({"personal-data"}), frozenset({"circulation-mark", "draft-mark"})
ACTIVE = frozenset({"active-content"})


@dataclass(frozen=True)
class Attack:
    """One file under its name, and the codes of which one must be among those that stop it; none: any that stops."""

    name: str
    path: Path
    codes: frozenset[str] = frozenset()


def png(picture: Image.Image) -> bytes:
    """A picture as a PNG file."""
    return saved(picture, "PNG")


def saved(picture: Image.Image, form: str) -> bytes:
    """A picture as a file of Pillow's format `form`."""
    buffer = io.BytesIO()
    picture.save(buffer, form)
    return buffer.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """A picture without transparency."""
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return white
