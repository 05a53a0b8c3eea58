"""Words around the hedge of a figure ("more than", "астам") and the endings that stand between figure and hedge."""

#: Words that may stand between a hedge and its figure.
FILLERS = frozenset({
    "a", "an", "only", "just", "record", "total", "also", "estimated", "combined", "reported", "whopping", "mere",
    "average", "all-time", "historic", "another", "всего", "лишь", "рекордных", "рекордные", "рекордного", "еще",
    "ещё", "уже", "целых", "почти", "в", "на",
})  # fmt: skip
#: Hedges that are verbs: they bound the figure but are no part of its span.
VERBAL = (
    "exceed", "surpass", "top", "превы", "оцен", "преодол", "перевал", "broke", "pass", "cross", "estimated",
    "does", "did", "do ", "не прев", "limited", "capped", "beyond", "асты", "асады", "асып", "突破", "超出", "已",
    "болжам", "practic",
)  # fmt: skip
#: Endings of "so many of them": "48-і", "12-сін", "26-сының".
POSSESSIVES = frozenset({
    "ы", "і", "сы", "сі", "ын", "ін", "сын", "сін", "ының", "інің", "сының", "сінің", "ына", "іне", "сына", "сіне",
    "ында", "інде", "сында", "сінде", "ынан", "інен", "сынан", "сінен",
})  # fmt: skip
KAZAKH_CASES = POSSESSIVES | frozenset({
    "ға", "ге", "қа", "ке", "на", "не", "нан", "нен", "дан", "ден", "тан", "тен", "ның", "нің", "дың", "дің",
    "тың", "тің", "ды", "ді", "ты", "ті", "ны", "ні", "да", "де", "та", "те", "дай", "дей", "тай", "тей", "ы", "і",
    "сы", "сі",
})  # fmt: skip
MORE_OR_LESS = frozenset({"көп", "артық", "жоғары", "аз", "төмен", "кем"})
DATIVE = ("ға", "ге", "қа", "ке")
ABLATIVE = ("дан", "ден", "тан", "тен", "нан", "нен")
