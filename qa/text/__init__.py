"""How text is cleaned, split into sentences and words, analysed per language, and told apart by language."""

from qa.text.analysis import ANALYSER, Token, analyse, tokens
from qa.text.cleaning import clean, fold
from qa.text.language import LANGUAGES, language
from qa.text.sentences import sentences
from qa.text.statements import statements

__all__ = [
    "ANALYSER",
    "LANGUAGES",
    "Token",
    "analyse",
    "clean",
    "fold",
    "language",
    "sentences",
    "statements",
    "tokens",
]
