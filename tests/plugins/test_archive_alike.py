"""What titles say in other words: which words and pairs a row adds, and what the project's own rows may hold."""

from collections import Counter

from plugins.archive_alike import Alike, abbreviations, citizens, forms


def test_other_forms_of_a_title_bring_their_words_and_their_pairs_with_its_neighbours() -> None:
    found = Alike(["ATTP = an toàn thực phẩm"])(["giám", "sát", "attp", "thủy", "sản"])

    assert found.words == ["an", "toàn", "thực", "phẩm"]
    assert found.pairs == ["sát_an", "an_toàn", "toàn_thực", "thực_phẩm", "phẩm_thủy"]


def test_a_row_of_what_people_call_things_has_forms_that_no_other_row_repeats() -> None:
    rows = [list(forms(row)) for row in citizens()]
    pairs = Counter((form, other) for row in rows for form, others in row for other in others)

    assert all(row and all(form and others for form, others in row) for row in rows)
    assert [pair for pair, often in pairs.items() if often > 1] == []
    assert not {" ".join(form) for pair in pairs for form in pair} & {
        row.split(" = ")[0].lower() for row in abbreviations()
    }


def test_what_people_say_is_added_to_official_words_and_not_the_other_way_round() -> None:
    alike = Alike(["ùn tắc, tắc đường < kẹt xe, kẹt cứng"])

    assert alike(["chống", "ùn", "tắc"]).words == ["kẹt", "xe", "cứng"]
    assert alike(["tắc", "đường"]).words == ["kẹt", "xe", "cứng"]
    assert alike(["kẹt", "xe"]).words == []


def test_what_people_say_has_no_figure_that_would_be_a_documents_number() -> None:
    said = [row.partition("<")[2] for row in citizens() if "<" in row]

    assert said
    assert not [row for row in said if any(sign.isdigit() for sign in row)]
