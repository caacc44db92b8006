"""Commands that write the archive in the forms of other programs: for libraries and for reading without a network."""

import typer

app = typer.Typer(
    help="Xuất cơ sở dữ liệu ra dạng của chương trình khác: thư viện, lưu trữ, đọc ngoại tuyến.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
