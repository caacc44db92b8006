"""Python and JavaScript take the same words out of a text: both answer one file of cases, and text of any kind."""

import json
import random
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from plugins import archive_facts
from plugins.sharded_lunr import codec, words
from tests.node import NODE
from tests.parity import corpus

HERE = Path(__file__).parent
WORDS = json.loads((HERE / "cases/words.json").read_text(encoding="utf-8"))
FACTS = json.loads((HERE / "cases/facts.json").read_text(encoding="utf-8"))
TYPED = json.loads((HERE / "cases/typed.json").read_text(encoding="utf-8"))


def browser(cases: dict[str, list[Any]], folder: Path) -> dict[str, list[Any]]:
    file = folder / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    done = subprocess.run([NODE, HERE / "cases.cjs", file], capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", WORDS["words"], ids=lambda case: case["why"])
def test_words_are_taken_as_the_table_says(case: dict[str, Any]) -> None:
    assert words.words(case["text"]) == case["words"]


@pytest.mark.parametrize("case", WORDS["fold"], ids=lambda case: case["term"])
def test_terms_fold_as_the_table_says(case: dict[str, str]) -> None:
    assert words.fold(case["term"]) == case["folded"]


@pytest.mark.parametrize("case", WORDS["numbers"], ids=lambda case: case["why"])
def test_document_numbers_are_found_as_the_table_says(case: dict[str, Any]) -> None:
    assert words.numbers(case["text"]) == case["numbers"]


def test_javascript_answers_the_same_table(tmp_path: Path) -> None:
    said = browser(WORDS, tmp_path)

    assert said["words"] == [case["words"] for case in WORDS["words"]]
    assert said["fold"] == [case["folded"] for case in WORDS["fold"]]
    assert said["numbers"] == [case["numbers"] for case in WORDS["numbers"]]


@pytest.mark.parametrize("case", FACTS["councils"], ids=lambda case: case["label"])
def test_a_council_is_named_in_the_index_as_the_table_says(case: dict[str, str]) -> None:
    assert archive_facts.council_term(case["label"]) == case["term"]


def test_what_a_question_says_of_a_document_besides_its_title_is_heard(tmp_path: Path) -> None:
    said = browser(FACTS, tmp_path)

    assert said["councils"] == [case["term"] for case in FACTS["councils"]]
    assert dict(zip([case["why"] for case in FACTS["asked"]], said["asked"], strict=True)) == {
        case["why"]: case["facts"] for case in FACTS["asked"]
    }


def test_a_text_counts_as_the_words_and_numbers_that_are_taken_out_of_it() -> None:
    rng = random.Random(23)
    texts = [_any_text(rng) for _ in range(3000)] + [case["text"] for case in WORDS["words"] + WORDS["numbers"]]

    for text in texts:
        assert words.count(text) == Counter([*words.words(text), *words.numbers(text)]), text


def test_both_agree_on_any_text(tmp_path: Path) -> None:
    rng = random.Random(17)
    texts = [_any_text(rng) for _ in range(1500)]

    said = browser(
        {"words": [{"text": text} for text in texts], "numbers": [{"text": text} for text in texts]}, tmp_path
    )

    assert said["words"] == [words.words(text) for text in texts]
    assert said["numbers"] == [words.numbers(text) for text in texts]


def test_whatever_way_a_number_is_typed_it_is_found(tmp_path: Path) -> None:
    said = browser({"numbers": TYPED["numbers"]}, tmp_path)

    assert dict(zip([case["typed"] for case in TYPED["numbers"]], said["numbers"], strict=True)) == {
        case["typed"]: case["found"] for case in TYPED["numbers"]
    }


def test_a_number_as_people_say_it_is_understood(tmp_path: Path) -> None:
    said = browser({"heard": TYPED["heard"]}, tmp_path)["heard"]

    for case, number in zip(TYPED["heard"], said, strict=True):
        expected = {"terms": case["terms"], "kind": case.get("kind", ""), "whose": case.get("whose", [])}
        expected |= {"day": True} if case.get("day") else {}
        assert number == (expected if case["terms"] is not None else None), case["typed"]


def test_a_number_in_words_among_other_words_is_sought_in_figures(tmp_path: Path) -> None:
    said = browser({"figures": TYPED["figures"]}, tmp_path)["figures"]

    typed = [case["typed"] for case in TYPED["figures"]]
    assert dict(zip(typed, said, strict=True)) == {case["typed"]: case["read"] for case in TYPED["figures"]}


def test_keys_that_an_input_method_left_are_composed(tmp_path: Path) -> None:
    said = browser({"composed": TYPED["composed"]}, tmp_path)["composed"]

    typed = [case["typed"] for case in TYPED["composed"]]
    assert dict(zip(typed, said, strict=True)) == {case["typed"]: case["read"] for case in TYPED["composed"]}


def test_every_syllable_typed_with_telex_or_vni_is_composed(tmp_path: Path) -> None:
    syllables = [word for word in sorted({*corpus.COMMON, *corpus.RARE}) if words.fold(word) != word]
    keys = [_keys(words.words(word)[0], method) for method in (TELEX, VNI) for word in syllables]

    said = browser({"composed": [{"typed": one} for one in keys]}, tmp_path)["composed"]

    assert said == [words.words(word)[0] for word in syllables * 2]


def test_what_is_spelled_as_a_syllable_is_told_from_slips(tmp_path: Path) -> None:
    known = [words.words(word)[0] for word in corpus.COMMON]
    bare = [words.fold(word) for word in known]
    further = [
        "giếng",
        "gì",
        "gìn",
        "quỳnh",
        "quýt",
        "khuỷu",
        "ngoéo",
        "nghiêng",
        "xoong",
        "oản",
        "ếch",
        "yêu",
        "thuở",
        "mỹ",
    ]
    slips = [
        "thónng",
        "thốngg",
        "tiế",
        "lôn~",
        "hoc̣̀",
        "cẻ",
        "kả",
        "ngê",
        "nghà",
        "mát̀",
        "họcc",
        "tw",
        "dduwowcj",
        "ngaan",
        "te61",
        "hjc",
        "ủỷ",
        "thuâ",
        "quna",
    ]

    said = browser({"syllables": known + bare + further + slips}, tmp_path)["syllables"]

    right = len(known + bare + further)
    assert [word for word, yes in zip(known + bare + further, said[:right], strict=True) if not yes] == []
    assert [word for word, yes in zip(slips, said[right:], strict=True) if yes] == []


def test_words_in_capitals_are_abbreviations_but_not_a_title_in_capitals(tmp_path: Path) -> None:
    said = browser({"capitals": TYPED["capitals"]}, tmp_path)["capitals"]

    assert said == [case["words"] for case in TYPED["capitals"]]


def test_one_slip_is_near_and_two_are_not(tmp_path: Path) -> None:
    pairs = [("quan", "quna"), ("quan", "quam"), ("quan", "qua"), ("quan", "qquan"), ("quan", "quak"), ("quan", "qxan")]
    said = browser(
        {"slips": [list(pair) for pair in [*pairs, ("quan", "qnua"), ("quan", "q"), ("quan", "quan")]]}, tmp_path
    )

    assert said["slips"] == [0.5, 0.5, 1, 0.5, 1, 1, None, None, 0]


def test_typed_numbers_are_among_the_terms_of_the_document(tmp_path: Path) -> None:
    normative = ["12/2024/NQ-HĐND", "12-2024-nq-hdnd", "12/NQ-HĐND", "12/nq", "12/2024", "12/2024/nq"]
    said = browser({"numbers": [{"typed": one} for one in normative]}, tmp_path)["numbers"]

    assert set(said) <= {words.fold(term) for term in words.number_terms("12/2024/NQ-HĐND", 2024)}


def test_a_year_of_issue_makes_no_other_number() -> None:
    found = words.number_terms("12/NQ-HĐND", 2024)

    assert {"12/nq-hđnd", "12/nq", "12/2024"} <= set(found)
    assert "12/2024/nq-hđnd" not in found


def test_questions_are_read_as_the_table_says(tmp_path: Path) -> None:
    said = browser({"questions": TYPED["questions"]}, tmp_path)["questions"]

    for case, question in zip(TYPED["questions"], said, strict=True):
        assert question["clauses"] == case["clauses"], case["typed"]
        assert question["accented"] == case["accented"], case["typed"]
        assert question["phrases"] == case.get("phrases", []), case["typed"]


def test_numbers_and_bytes_come_back(tmp_path: Path) -> None:
    rng = random.Random(4)
    numbers = [[rng.randrange(1 << rng.randint(1, 31)) for _ in range(40)] for _ in range(20)]
    blobs = [rng.randbytes(size) for size in range(60)]
    said = browser(
        {"digits": [codec.numbers(row) for row in numbers], "bytes": [codec.wide(blob) for blob in blobs]}, tmp_path
    )

    assert said["digits"] == numbers
    assert said["bytes"] == [list(blob) for blob in blobs]


TELEX = {
    "\u0301": "s",
    "\u0300": "f",
    "\u0309": "r",
    "\u0303": "x",
    "\u0323": "j",
    "\u0302": "",
    "\u031b": "w",
    "\u0306": "w",
}
VNI = {
    "\u0301": "1",
    "\u0300": "2",
    "\u0309": "3",
    "\u0303": "4",
    "\u0323": "5",
    "\u0302": "6",
    "\u031b": "7",
    "\u0306": "8",
}


def _keys(word: str, method: dict[str, str]) -> str:
    """What somebody presses for a syllable, the tone last."""
    telex, typed, tone = method is TELEX, "", ""
    for letter in word:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        typed += {"đ": "dd" if telex else "d9"}.get(base, base)
        for mark in marks:
            if mark in "\u0301\u0300\u0309\u0303\u0323":
                tone = method[mark]
            else:
                typed += base if telex and mark == "\u0302" else method[mark]
    return typed + tone


def _any_text(rng: random.Random) -> str:
    pieces = [rng.choice((_letters, _vietnamese, _number))(rng) for _ in range(rng.randint(1, 8))]
    return unicodedata.normalize(rng.choice(("NFC", "NFD")), rng.choice((" ", "", "\n", "/")).join(pieces))


def _letters(rng: random.Random) -> str:
    return "".join(chr(rng.choice((rng.randrange(32, 0x600), rng.randrange(0x1E00, 0x2100)))) for _ in range(6))


def _vietnamese(rng: random.Random) -> str:
    word = rng.choice(corpus.COMMON + corpus.RARE + ["hoà", "UỶ", "Thuỷ", "QUÝ", "toè"])
    return rng.choice((word, word.upper(), word.capitalize()))


def _number(rng: random.Random) -> str:
    year = rng.choice(("/2024", "", " / 2019"))
    return f"{rng.randint(0, 130):02d}{year}/{rng.choice(('NQ-HĐND', 'KH', 'TTr-UBND', 'QĐ – TT.HĐND', 'ngày'))}"
