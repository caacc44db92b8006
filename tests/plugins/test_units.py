"""A unit has one key, and a key is of one unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.incremental import units
from plugins.incremental.units import Unit, UnitKind

EXTRAS = st.from_regex(r"[a-z_.]+:[a-z_]+", fullmatch=True)
UNITS = st.one_of(
    st.builds(units.item, st.text(min_size=1)),
    st.builds(units.group, st.text()),
    st.builds(units.listing, st.text()),
    st.builds(units.extra, EXTRAS),
    st.builds(units.part, EXTRAS, st.text(min_size=1)),
    st.sampled_from([units.PAGES, units.FIXED, units.GLOBAL, units.LISTINGS]),
)


@given(UNITS)
def test_the_key_tells_the_unit(unit: Unit) -> None:
    assert Unit.of(unit.key) == unit


@given(UNITS, UNITS)
def test_two_units_have_two_keys(one: Unit, other: Unit) -> None:
    assert (one.key == other.key) == (one == other)


@given(EXTRAS, st.text(min_size=1))
def test_an_item_makes_what_extras_have_of_it(extra: str, item: str) -> None:
    assert units.part(extra, of=item).maker == units.item(item)


@pytest.mark.parametrize("kind", sorted(set(UnitKind) - {UnitKind.PART}))
def test_all_else_is_made_by_itself(kind: UnitKind) -> None:
    assert Unit(kind, "x").maker == Unit(kind, "x")
