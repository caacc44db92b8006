"""The sides by which the six-month report counts: level, council, sender, type, oversight form, month."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.account import completeness
from pipeline.account.figures import COLUMNS, Counted, CountedThing, Table, grouped, month_of
from pipeline.account.identity import Identity
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day

LEVELS: Mapping[str, str] = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}
UNNAMED = "Sổ không nêu (chưa công bố)"
UNSAID = "Sổ không nêu hình thức (ghi trước khi sổ có mục này)"
NO_OVERSIGHT = "Không phải văn bản giám sát"
BEFORE = "Trước kỳ"
_UNNAMED_NOTE = "Của gói còn chờ hoặc bị từ chối, sổ công khai không nêu tên nơi gửi và văn bản."


@dataclass(frozen=True)
class Sides:
    """One period's facts under the labels of each side; what the registers do not name has a label that says so."""

    counted: Counted
    vocabulary: Vocabulary

    def tables(self) -> tuple[Table, ...]:
        """The same facts, grouped by each side in turn."""
        councils = tuple(council.label for council in self.vocabulary.ordered())
        forms = (*self._forms.values(), NO_OVERSIGHT, UNSAID)
        months = (BEFORE, *self.counted.period.months)
        return (
            self._table("cap", "Theo cấp", "Cấp", _of_place(_level), LEVELS.values()),
            self._table("hoi-dong", "Theo hội đồng", "Hội đồng nhân dân", _of_place(self._council), councils),
            self._table("noi-gui", "Theo nơi gửi", "Mã – nơi gửi", self._sender),
            self._table("loai", "Theo loại văn bản", "Loại (theo ký hiệu)", _of_place(self._type)),
            self._table("hinh-thuc", "Theo hình thức giám sát", "Hình thức", _of_place(self._form), forms),
            self._table("thang", "Theo tháng", "Tháng", self._month, months),
        )

    def _table(
        self, key: str, title: str, head: str, label: Callable[[CountedThing], str], order: Iterable[str] = ()
    ) -> Table:
        ranks = {one: place for place, one in enumerate(order)}
        rows = grouped(self.counted.facts, label, lambda one: (one == UNNAMED, ranks.get(one, len(ranks))))
        return Table(key, title, head, tuple(COLUMNS.values()), rows, _UNNAMED_NOTE)

    @cached_property
    def _forms(self) -> dict[str, str]:
        said = {"related": " (liên quan)"}
        return {one.slug: one.name + said.get(one.scope, "") for one in self.vocabulary.forms.values()}

    def _council(self, place: Identity) -> str:
        return self.vocabulary.label(place.council)

    def _type(self, place: Identity) -> str:
        found = self.vocabulary.types.get(completeness.type_of(place, self.vocabulary))
        return found.name if found else "Ký hiệu không nêu loại"

    def _form(self, place: Identity) -> str:
        said = self.counted.books.forms.get(place.address)
        return UNSAID if said is None else self._forms.get(said, said) or NO_OVERSIGHT

    def _sender(self, fact: CountedThing) -> str:
        found = self.vocabulary.sender(fact.sender or "")
        if not fact.sender:
            return UNNAMED if fact.place is None else "Nhận không qua trục liên thông"
        return f"{fact.sender} – {found.label}" if found else fact.sender

    def _month(self, fact: CountedThing) -> str:
        label = month_of(day(fact.time))
        return label if label in self.counted.period.months else BEFORE


def _level(place: Identity) -> str:
    return LEVELS[place.level]


def _of_place(name: Callable[[Identity], str]) -> Callable[[CountedThing], str]:
    """The label of a fact by the address that it names."""
    return lambda fact: name(fact.place) if fact.place else UNNAMED
