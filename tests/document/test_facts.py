import datetime as dt
from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipeline.document.facts import Claim, Fact, Facts, read_back, written
from pipeline.document.model import Analysis

NAMES = [one.name for one in fields(Facts)]
CLAIMS = st.lists(st.builds(Claim, st.text(max_size=12), st.sampled_from(["text", "ocr", "header"]), st.floats(0, 1)))


@given(st.dictionaries(st.sampled_from(NAMES), CLAIMS.filter(bool).map(tuple), max_size=6))
def test_facts_come_back_from_a_file_as_they_were_written(said: dict[str, tuple[Claim, ...]]) -> None:
    form = TypeAdapter(Analysis)
    facts = Facts.of(said)

    assert read_back(written(facts)) == facts and facts.claims() == {n: said[n] for n in NAMES if n in said}
    assert form.validate_json(form.dump_json(Analysis(facts))).facts == facts


def test_a_reading_of_an_earlier_version_is_understood() -> None:
    kept = {"code": [{"value": "12/NQ-HĐND", "source": "text", "sure": 0.95}], "gone": [], "issue_date": []}

    assert read_back(kept).code == Fact("12/NQ-HĐND", (Claim("12/NQ-HĐND", "text", 0.95),))


@pytest.mark.parametrize(
    ("name", "written_as", "value"),
    [("issue_date", "2024-12-09", dt.date(2024, 12, 9)), ("passed_date", "2024-12-09", dt.date(2024, 12, 9)),
     ("effective_from", "2025-01-01", dt.date(2025, 1, 1)), ("effective_to", "2025-12-31", dt.date(2025, 12, 31)),
     ("is_draft", "false", False), ("normative", "true", True), ("n_dieu", "3", 3), ("title", "x", None),
     ("trich_yeu", "2024-12-09", "2024-12-09")],
)  # fmt: skip
def test_a_value_has_the_type_of_its_fact(name: str, written_as: str, value: object) -> None:
    said = {name: [Claim(written_as, "text", 0.9)]}

    if name not in NAMES:
        with pytest.raises(TypeError):
            Facts.of(said)
    else:
        assert getattr(Facts.of(said), name).value == value


def test_every_fact_that_is_no_text_is_read_as_what_it_says_it_is() -> None:
    samples: dict[object, tuple[str, object]] = {
        str: ("x", "x"), int: ("7", 7), bool: ("true", True), dt.date: ("2024-02-29", dt.date(2024, 2, 29)),
    }  # fmt: skip

    for name, hint in get_type_hints(Facts).items():
        said, value = samples[get_args(hint)[0]]
        assert getattr(Facts.of({name: [Claim(said, "text", 0.9)]}), name).value == value


@pytest.mark.parametrize(
    ("name", "said"), [("issue_date", "2023-02-29"), ("issue_date", ""), ("is_draft", "có"), ("n_dieu", "ba")]
)
def test_a_reading_that_is_none_of_its_type_leaves_the_value_unknown_and_stays(name: str, said: str) -> None:
    claim = Claim(said, "header", 0.9)

    assert getattr(Facts.of({name: [claim]}), name) == Fact(None, (claim,))


def test_what_a_person_says_goes_first_and_the_readings_stay_behind_it() -> None:
    read = Facts.of({"issue_date": [Claim("2024-12-09", "ocr", 0.4)], "place": [Claim("An Khê Hạ", "text", 0.9)]})

    decided = read.decided({"issue_date": "2024-12-08", "organ": "ban-pc"})

    assert decided.issue_date.value == dt.date(2024, 12, 8) and decided.organ.value == "ban-pc"
    assert [claim.source for claim in decided.issue_date.claims] == ["person", "ocr"]
    assert decided.place == read.place
