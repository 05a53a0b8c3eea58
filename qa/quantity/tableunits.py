"""Unit and magnitude of a table's bare cells, by what stands over the column, in the row and around the table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.quantity.headingkinds import names_thing, tells_unit, unitless
from qa.quantity.headingrest import PER_MANY
from qa.quantity.headings import measure
from qa.quantity.kin import kindred
from qa.quantity.measures import Measure
from qa.quantity.units import dimension

#: Headings and labels of sums of money: a currency told once for the document is theirs.
_MONEY = re.compile(
    r"\b(?:price|cost|fee|tariff|rate|charge|freight|fare|wage|salar|toll|rent|revenue|income|profit|sales|expen|asset"
    r"|debt|equity|budget|invest|payment|dividend|ebitda|duty|duties|tax|loan|grant|financ|fund"
    r"|цен[аыу]|стоимост|тариф|ставк|плат|сбор|выручк|прибыл|доход|расход|затрат|долг|актив|зарплат|налог|инвестиц"
    r"|дивиденд|бюджет|пошлин|кредит"
    r"|баға|кіріс|шығын|пайда|түсім|табыс|қарыз|салық|жалақы|ақы)"
    r"|[价费税额]|产值|货值|收入|利润|成本|支出|投资|资产|负债|工资|贷款",
    re.I,
)
#: Headings of what one of something costs.
_UNIT_PRICES = re.compile(
    r"\b(?:unit cost|price|tariff|rate)|\b(?:цен[аы]|тариф|ставк|расценк)|\bбаға|单价|价格|电价|水价", re.I
)
#: Units that only say that pieces are counted: a row's own noun is closer.
_PIECES = frozenset({"head", "unit", "piece", "item"})
#: Whom a balance sheet counts beside its sums.
_STAFF = frozenset({"person", "employee", "worker"})
#: What a statement counts among its sums of money.
_COUNTED = _STAFF | {"passenger", "customer", "subscriber", "user", "visitor", "member", "shareholder", "share"}
_SHARES = frozenset({"%", "pp"})


@dataclass(frozen=True, slots=True)
class Around:
    """What is told for a whole table: over its labels, in its caption, in lines beside it, once for the document."""

    stub: Measure | None = None
    caption: Measure | None = None
    near: Measure | None = None
    money: Measure | None = None


def _whole(around: Around) -> Measure | None:
    """The measure of the table as a whole: the unit told nearest, a magnitude told without a unit joined to it."""
    told = [found for found in (around.stub, around.caption, around.near) if found is not None]
    named = next((found for found in told if found.unit), None)
    scale = next((found.scale for found in told if not found.unit and found.scale > 1), 1.0)
    if named is None:
        return Measure("", scale) if scale > 1 else None
    return Measure(named.unit, scale) if named.scale == 1 and named.unit not in _SHARES else named


class TableUnits:
    """Finds the measure of the bare cells of one table. `words`: its caption and what heads its labels."""

    def __init__(self, around: Around, words: str) -> None:
        self._whole = _whole(around)
        self._headed = any(found is not None and found.unit for found in (around.stub, around.caption))
        self._money = around.money
        self._words = words
        self._told = around.caption is not None and tells_unit(words)

    @property
    def scale(self) -> float:
        """The magnitude told for the whole table, where it is of money or of nothing named."""
        whole = self._whole
        return whole.scale if whole is not None and dimension(whole.unit) in {"money", ""} else 1.0

    def signed(self, currency: str, given: Measure | None, label: str, group: str) -> Measure | None:
        """What a bare figure among amounts of one currency is measured in: that, where nothing else is told for it.

        "Repurchase agreements" between amounts are worth so much; people and shares are counted.
        """
        if given is None or given.unit in {"", currency}:
            return Measure(currency, given.scale if given is not None and not given.unit else self.scale)
        if given.unit == "/share":
            return Measure(currency + given.unit)
        things = dimension(given.unit) == "count" and given.scale == 1 and given.unit not in _COUNTED
        named = things and (names_thing(label) or names_thing(group.rstrip(" :：")))
        return Measure(currency, self.scale) if named else given

    def by_label(self, heading: str) -> None:
        """As in "Beds per region" over a column of regions: beds, told by region."""
        head, _, below = (self._whole.unit if self._whole else "").partition("/")
        if self._whole is not None and below and below == heading.strip().lower() and dimension(below) != "duration":
            self._whole = Measure(head, self._whole.scale)

    def of(self, heading: str, column: Measure | None, label: str, row: Measure | None) -> Measure | None:
        """Unit and magnitude of a bare cell: by its column, its row or the table; a magnitude counts once."""
        if unitless(heading):
            return None
        if PER_MANY.search(heading):
            return column or row  # "Homes per 1,000": no magnitude of the table's
        if column is not None and self._sized(heading, column):
            column = None
        rate = next((found for found in (column, row) if found and found.unit.startswith("/")), None)
        if rate is not None:
            return self._rated(rate, [row, self._whole, column] if names_thing(heading) else [column, row, self._whole])
        if column is not None and row is not None and _for_one(heading, column, label, row):
            return Measure(f"{column.unit}/{row.unit}", column.scale)
        if self._money is not None and column is None and row is None and self._apart(heading, label):
            return self._money
        order = [column, row, self._whole]
        if self._table_tells(column) and names_thing(heading):
            order = [row, self._whole, column]  # million dollars, under "Trucks"
        if self._table_tells(row) and names_thing(label):
            order = [found for found in order if found is not row] + [row]  # cents per kWh paid by "Households"
        found = _joined(order)
        if found is not None and found.unit:
            return self._of_pieces(found)
        if self._money is not None and _MONEY.search(f"{heading} {label} {self._words}"):
            return Measure(self._money.unit, found.scale if found is not None else self._money.scale)
        return found

    def _sized(self, heading: str, column: Measure) -> bool:
        """Whether a heading only says for which boxes sums of money are: "20 ft" under "USD per container"."""
        boxes = heading[:1].isdigit() and dimension(column.unit) == "container"
        return boxes and self._whole is not None and dimension(self._whole.unit.partition("/")[0]) == "money"

    def _apart(self, heading: str, label: str) -> bool:
        """Whether a cell is a sum of money where a line beside the table measures other figures in something else."""
        other = not self._headed and self._whole is not None and dimension(self._whole.unit) not in {"money", ""}
        return other and _MONEY.search(f"{heading} {label}") is not None

    def _of_pieces(self, found: Measure) -> Measure:
        """As in «Лошади» under «тыс. голов»: the table's magnitude, and its unit unless that only counts pieces."""
        whole = self._whole
        counts = whole is not None and dimension(whole.unit) == dimension(found.unit) == "count"
        if whole is None or not counts or found.scale > 1 or "/" in found.unit + whole.unit:
            return found
        if whole.scale == 1 and not (self._told and kindred(found.unit, whole.unit)):
            return found  # else "Men" under "(persons)"
        return Measure(found.unit if whole.unit in _PIECES else whole.unit, whole.scale)

    def _rated(self, rate: Measure, order: list[Measure | None]) -> Measure:
        """As in "per tonne" under "Freight, in euros": what is so much for each, told elsewhere."""
        others = [found for found in (*order, self._money) if found is not None and found.unit]
        heads = [found for found in others if "/" not in found.unit]
        money = next((found for found in heads if dimension(found.unit) == "money"), None)
        head = heads[0] if heads and dimension(heads[0].unit) != "count" else money or next(iter(heads), None)
        if head is None:
            paid = next((found for found in others if found.unit.partition("/")[0]), None)
            if paid is not None and rate.unit not in paid.unit and dimension(paid.unit.partition("/")[0]) == "money":
                return Measure(paid.unit + rate.unit, paid.scale)  # "Storage, per day" under "USD per container"
            return rate  # "10^9/L" has its magnitude
        small = rate.unit == "/share"  # "in millions of dollars, except per share data"
        return Measure(head.unit + rate.unit, 1.0 if small else head.scale)

    def _table_tells(self, named: Measure | None) -> bool:
        """Whether a row or column names what is counted, and the table's headings a unit of measure."""
        whole = self._whole
        if named is None or not named.unit or whole is None or not whole.unit.partition("/")[0]:
            return False
        if not self._headed and named.unit in _STAFF:
            return False  # "Staff at year end" among figures that a note says are in millions of euros
        return dimension(named.unit) == "count" and dimension(whole.unit) != "count"


def _for_one(heading: str, column: Measure, label: str, row: Measure) -> bool:
    """Whether a column prices what the row's column of units measures: "Tariff, tenge" for water in m³."""
    priced = dimension(column.unit) == "money" and _UNIT_PRICES.search(heading) is not None
    apart = row.scale == 1 and "/" not in row.unit and dimension(row.unit) not in {"money", "ratio", "points", ""}
    return priced and apart and bool(row.unit) and measure(label) is None


def _joined(order: list[Measure | None]) -> Measure | None:
    """The first unit of `order` with its magnitude, or with the first magnitude that is told without a unit."""
    told = [found for found in order if found is not None]
    named = next((found for found in told if found.unit), None)
    scales = [found.scale for found in told if found.scale > 1]
    if named is None:
        return Measure("", scales[0]) if scales else None
    if named.scale > 1 or not scales or named.unit in _SHARES:
        return named
    nameless = [found.scale for found in told if not found.unit and found.scale > 1]
    return Measure(named.unit, nameless[0]) if nameless else named
