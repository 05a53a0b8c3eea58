"""Statements of accounts: signs that are written once, amounts in brackets, magnitudes over columns."""

from __future__ import annotations

import pytest

from qa.quantity import read


def values(text: str) -> list[tuple[float, str]]:
    """Value and unit of every figure read."""
    return [(one.low, one.unit) for one in read(text, published="2020-03-01")]


def test_a_sign_on_the_first_figure_and_the_total_is_the_columns() -> None:
    """Between two figures with the same sign all are of that money, whatever things their rows name."""
    text = "\t2019\t2018\nAgreements\t$310\t$290\nDeposits\t12\t—\nServices:\nRepair\t(40)\t8\nTotal\t$282\t$298"
    assert values(text) == [
        (310, "USD"), (290, "USD"), (12, "USD"), (-40, "USD"), (8, "USD"), (282, "USD"), (298, "USD"),
    ]  # fmt: skip


def test_a_sign_at_the_head_of_a_row_holds_for_its_other_periods() -> None:
    """Under two years "$426 | 310" are two sums; under sales and branches they are not."""
    assert values("\t2019\t2018\nSales\t$426\t310\nMargin\t12%\t11%")[:2] == [(426, "USD"), (310, "USD")]
    assert values("\tSales\tBranches\nNorth\t$426\t31\nSouth\t$80\t12\nAll\t$506\t43")[1] == (31, "branch")


def test_people_and_shares_are_counted_among_amounts() -> None:
    """Employees between two sums of money stay employees, and shares stay shares."""
    text = "\t2019\t2018\nSales\t$426\t$310\nEmployees\t1,204\t1,190\nShares outstanding\t88\t87\nAssets\t$900\t$870"
    assert values(text)[2:6] == [(1204, "employee"), (1190, "employee"), (88, "share"), (87, "share")]


def test_a_magnitude_multiplies_amounts_with_their_sign() -> None:
    """Under "(in millions)" "$992" are millions; a price for one is not, and no year is told by "years ended"."""
    text = (
        "\t2019\t2018\n\t(in millions)\t\nCash\t$992\t$768\nInvested\t(114)\t(71)\nPer share\t$2.97\t$0.85\nAll\t$8\t$9"
    )
    assert values(text) == [
        (992e6, "USD"), (768e6, "USD"), (-114e6, "USD"), (-71e6, "USD"), (2.97, "USD/share"), (0.85, "USD/share"),
        (8e6, "USD"), (9e6, "USD"),
    ]  # fmt: skip
    assert values("\tYears ended December 31,\n\t2019\t2018\nKrona\t9.46\t8.70\nYen\t109.01\t110.43")[0] == (9.46, "")


@pytest.mark.parametrize(("cell", "value"), [("$(53)", -53), ("$ (9,688)", -9688), ("($53)", -53), ("(53 )", -53)])
def test_amounts_in_brackets_are_below_zero(cell: str, value: float) -> None:
    """However the sign and the brackets stand."""
    assert values(f"\t2019\nCash\t$40\nSpent\t{cell}\nAll\t$90")[1] == (value, "USD")


def test_a_share_in_brackets_under_a_change_is_below_zero() -> None:
    """Under "Change" "(9.4%)" is a fall; beside a number of patients it is a share."""
    assert values("Item\t2019\tChange\nSales\t$40\t(9.4%)\nCosts\t$30\t5.8%")[1] == (-9.4, "%")
    assert values("Group\tTreated\nA\t34 (56.7%)\nB\t30 (50.0%)")[1] == (56.7, "%")


def test_a_date_over_a_unit_of_money_does_not_hide_it() -> None:
    """Thousands of dollars are told by "2019 $'000" too."""
    assert values("\t2019 $'000\t2018 $'000\nCash\t21\t33\nLoans\t12\t9")[0] == (21e3, "USD")


def test_notes_to_a_statement_are_no_figures() -> None:
    """A column of notes is known under a header that leaves out the labels, with amounts in brackets beside it."""
    text = "(in thousands of tenge)\nNote\t2024\t2023\nRevenue\t5\t4,812\t4,205\nCosts\t6\t(3,640)\t(3,190)"
    assert values(text) == [(4812e3, "KZT"), (4205e3, "KZT"), (-3640e3, "KZT"), (-3190e3, "KZT")]


def test_what_is_paid_for_things_does_not_count_them() -> None:
    """No restaurants are counted by "Proceeds from the sale of restaurants"."""
    assert values("\t2019\t2018\nProceeds from the sale of restaurants\t12\t40\nOther\t3\t1")[0] == (12, "")


def test_what_is_compared_is_not_where_it_was_measured() -> None:
    """A bare figure "against" or "up from" another has the unit of that, not of a depth or time told between."""
    assert values("Carbon averaged 23.7 g/kg in the top 30 cm, against 18.2 below.")[2] == (18.2, "g/kg")
    assert values("Wages rose to 412 euros after 12 months of talks, up from 380.")[2] == (380, "EUR")
    assert values("Trains stop in 12 towns, up from 9.")[1] == (9, "town")


def test_halves_of_years_and_hours() -> None:
    """The half year of accounts is a period, half a year is long; 2个半小时 are two hours and a half."""
    assert values("Profit for the half year rose.") == []
    assert values("The wait was half a year.") == [(0.5, "year")]
    assert values("航班延误了2个半小时。") == [(2.5, "h")]
