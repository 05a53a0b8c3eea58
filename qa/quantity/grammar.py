"""The small words by which clauses are read: one table for English, one for Russian."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Grammar:
    """Sets of words in lower case.

    `of` joins a noun to what it is of (Russian does so by case: `genitive`); `whole` stands between a part and its
    whole; `linked` hangs on a noun what says more of it; `toward` leads to what is reached, `compared` to what is
    compared, `leading` to either; `lasting` to a time taken. `empty` heads say only what sort of figure it is, `vague`
    ones do when alone; `amounts` are changes that are amounts of their own; `dimensions` are what things have so much
    of; `paying` leads to what money is for. `measured` stands behind a measure ("45 m wide"), `behind` is that and
    `comparative`. `participle` and `describing` are endings.
    """

    of: frozenset[str]
    whole: frozenset[str]
    linked: frozenset[str]
    toward: frozenset[str]
    compared: frozenset[str]
    lasting: frozenset[str]
    moving: frozenset[str]
    joining: frozenset[str]
    being: frozenset[str]
    infinitive: frozenset[str]
    contain: frozenset[str]
    each: frozenset[str]
    empty: frozenset[str]
    vague: frozenset[str]
    amounts: frozenset[str]
    dimensions: frozenset[str]
    measured: frozenset[str]
    comparative: frozenset[str]
    paying: frozenset[str]
    participle: tuple[str, ...]
    describing: tuple[str, ...]
    behind: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    genitive: bool = False


def _joined(grammar: Grammar) -> Grammar:
    return replace(grammar, behind=grammar.measured | grammar.comparative, leading=grammar.toward | grammar.compared)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = _joined(
    Grammar(
        of=_words("of"),
        whole=_words("of in"),
        linked=_words(
            "of in for at on between from via through with to by per near under over among aboard within above below "
            "behind "
            "across along against into around"
        ),
        toward=_words("to by from at"),
        compared=_words("up down against versus vs compared than from plus"),
        lasting=_words("in within for after during"),
        moving=_words("to from"),
        joining=_words("and & or"),
        being=_words("is are was were be been being"),
        infinitive=_words("to"),
        contain=_words("contain contains contained containing comprises comprised has have had"),
        each=_words("every each"),
        empty=_words(
            "average averages total maximum minimum mean median record peak sum range order combined estimated "
            "additional "
            "further cumulative overall amount number excess high low region figure figures interval confidence case "
            "neighbourhood vicinity aggregate grand net gross annual monthly daily weekly first next last past "
            "previous "
            "other remaining following initial current present existing"
        ),
        vague=_words("level levels value values rate rates"),
        amounts=_words(
            "loss losses saving savings deficit discount surplus gain gains expansion extension cuts backlog lift "
            "lifts "
            "drop "
            "jump contraction"
        ),
        dimensions=_words(
            "thickness length height depth width capacity weight volume area age diameter altitude service experience "
            "operation space"
        ),
        measured=_words("long wide deep thick tall high old large away apart late early ahead strong"),
        paying=_words("for"),
        comparative=_words("more less fewer higher lower larger smaller each apiece"),
        participle=("ed", "n", "t", "d"),
        describing=("ed", "ing", "t", "n"),
    )
)

RUSSIAN = _joined(
    Grammar(
        of=frozenset(),
        whole=_words("из от"),
        linked=_words("в во на за до по из для с со между через при под над к ко о об от у без среди вокруг"),
        toward=_words("до на с со к от"),
        compared=_words("против чем"),
        lasting=_words("за в через"),
        moving=frozenset(),
        joining=_words("и или"),
        being=_words(
            "был была было были будет будут является являются составил составила составило составили составляет "
            "составляют "
            "составит составят равен равна равно равны достиг достигла достигло достигли достигает превысил превысила"
        ),
        infinitive=frozenset(),
        contain=frozenset(),
        each=_words("каждый каждые каждую каждого"),
        empty=_words(
            "всего итого среднем среднем общем общий общая общее сумму сумме размере объёме объеме количестве числе "
            "порядка "
            "уровне уровня максимум минимум рекордных рекордные нынешних текущих прежних нынешнего текущего прежнего "
            "течение протяжении "
            "целом суммарно примерно реже чаще плане плана плану планом"
        ),
        vague=_words("уровень показатель значение"),
        amounts=_words("убыль убыток убытки потери дефицит прибавка"),
        dimensions=frozenset(),
        measured=_words("длиной шириной высотой глубиной длину ширину высоту глубину"),
        paying=_words("за"),
        comparative=_words("больше меньше выше ниже дороже дешевле дольше быстрее медленнее раньше позже годовых"),
        participle=(),
        describing=("ший", "щий", "ный", "ая", "ое", "ые", "ие", "ший"),
        genitive=True,
    )
)
