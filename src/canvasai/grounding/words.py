"""Content words, compared across their forms. Pure functions on text; no language is assumed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = (
    "ations ation ization isation ments ment ings ing ings ities ity iness ness ables able ibles ible "
    "ally ies ied ers ens est ern es ed er en em ly al e s n"
).split()

# Function words of the four languages; they carry nothing that evidence would have to hold.
STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each either etc few for from further had has have having he her here hers
    him his how i if in into is it its itself just let like made make makes many may me might more most much must my no
    nor not now of off on once one only onto or other our ours out over own per rather s same she should so some such t
    than that the their theirs them then there these they this those through to too under until up upon us very via was
    we were what when where which while who whom why will with within without would you your yours yet
    der die das den dem des ein eine einen einem einer eines und oder aber auch auf aus bei bis da damit dann dass
    daß dazu dir doch dort du durch er es etwa für gegen hat hatte haben hier ihm ihn ihr ihre ihrem ihren ihrer im in
    ist ja je jede jeder jedes kann kein keine können man mehr mit nach nicht noch nun nur ob ohne pro sehr sein seine
    sich sie sind so soll sowie über um uns unser unsere unserem unseren unserer unter vom von vor war waren was wenn
    wer werden wie wieder wir wird wo zu zum zur zwischen
    au aux avec ce ces cette ceux chez comme dans de des donc du elle elles en entre est et eux fait il ils je la le
    les leur leurs lui ma mais me mes moi mon même ne nos notre nous on ont ou où par pas plus pour qu que qui sa sans
    se ses si son sont sous sur ta te tes toi ton tous tout toute toutes très tu un une vos votre vous y à été être
    al algo ante antes como con contra cual cuando del desde donde dos el ella ellas ellos entre era eran esa ese eso
    esta este esto está están fue ha hasta hay la las lo los más me mi mis muy ni no nos nosotros nuestra nuestro o os
    otra otro para pero poco por porque que quien se sea ser si sin sobre son su sus también te tiene todo todos tu un
    una uno y ya él
    """.split()
)
# A month's name or its abbreviation, as a pattern.
MONTH = (
    r"(?:jan(?:uary?|vier)?|feb(?:ruary?|rero)?|fév(?:rier)?|mär(?:z)?|mar(?:ch|s|zo)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|"
    r"mayo?|mai|june?|juni|juin|junio|july?|julio?|juil(?:let)?|aug(?:ust)?|août|ago(?:sto)?|"
    r"sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|"
    r"déc(?:embre)?|dic(?:iembre)?|ene(?:ro)?)\b"
)

# Words whose cut forms meet although they mean different things; a plural counts as its singular.
_APART = frozenset(
    tuple(sorted(pair.split("/")))
    for pair in """
    car/care rat/rate win/wine bar/bare far/fare cat/cater war/ware part/party part/partner party/partner
    post/poster store/story bus/business general/generate import/important custom/customer bill/billion
    community/communication host/hostel new/news cent/centre
    """.split()
)


def words_of(text: str) -> list[str]:
    """Returns the words of a text, lower case, hyphenated words in their parts."""
    flat = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    found: list[str] = []
    for word in _WORD.findall(flat):
        for part in word.split("-"):
            found.append(part.removesuffix("'s").removesuffix("'"))
    return [word for word in found if word]


def content_words(text: str) -> list[str]:
    """Returns the words that mean something by themselves, in order, repeated ones too."""
    return [word for word in words_of(text) if word not in STOP_WORDS and len(word) > 1]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cuts one common ending, so that forms of a word meet; at least three letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one another: equal stems, or a long common beginning."""
    if one == other:
        return True
    if tuple(sorted((_singular(one), _singular(other)))) in _APART:
        return False
    if stem(one) == stem(other):
        return True
    short, long = sorted((stem(one), stem(other)), key=len)
    return len(short) >= 4 and long.startswith(short) and len(short) >= 0.6 * len(long)


def count_held(words: Iterable[str], held: Sequence[str]) -> int:
    """Returns how many of the words stand, in some form, among those held."""
    return sum(any(same_word(word, other) for other in held) for word in words)


@lru_cache(maxsize=50_000)
def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word if word in ("bus", "news", "business") else word.removesuffix("s")


def stems(text: str) -> set[str]:
    """Returns the stems of the content words."""
    return {stem(word) for word in content_words(text)}
