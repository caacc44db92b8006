from pipeline.document.model import Block, Extraction, Region


def test_characters_counts_text_and_cells_that_a_reader_sees() -> None:
    blocks = (Block("bốn chữ"), Block("", rows=(("a", "bc"), ("d",))), Block("ẩn", Region.hidden))

    assert Extraction("a" * 64, "text/html", blocks).characters == 7 + 4


def test_characters_of_a_long_table_are_counted() -> None:
    rows = tuple(("a", "b") for _ in range(100_000))

    counted = Extraction("a" * 64, "text/html", (Block("", rows=rows),)).characters

    assert counted == 200_000
