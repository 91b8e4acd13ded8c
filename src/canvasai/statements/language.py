"""Which language a statement is in: one of the four that are sorted, or none of them. Pure functions.

Frequent small words tell a language (Grefenstette, *Comparing two language identification schemes*,
1995). A statement is too short to decide alone, so its document has a say. Languages that are not
sorted have lists too, so that they are told as such and not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from canvasai.statements.glossing import GLOSSED, knows
from canvasai.statements.model import Statement

UNKNOWN = ""
SORTED = ("en", "de", "fr", "es")

_SMALL_WORDS = {
    "en": """the of and to in is are was were for with that this it its we our you your they their them have has
        had not from at by be been on as an or but which who will would can if when than there into per each more
        about after before so no any all do does did one what how he she his her i my us out up only over""",
    "de": """der die das den dem des und ist sind war waren für mit dass wir unser unsere ihr ihre sie es nicht von vom
        bei beim im in zu zum zur auf aus als auch ein eine einen einem einer eines oder aber wird werden wurde wenn
        über nach vor pro je noch nur kein keine an am um so sich man was wie hat haben ab bis seit durch unter ich er""",
    "fr": """le la les des du de et est sont était pour avec que qui nous notre nos vous votre vos ils elles leur leurs
        ne pas dans par sur une un au aux ce cette ces il elle on plus mais ou où se sa son ses a ont d'un qu l'on
        chez depuis sans entre y en à été être je mes tout tous chaque""",
    "es": """el la los las de del y es son era para con que nosotros nuestro nuestra nuestros nuestras ustedes usted
        no en por sobre un una unos unas al lo se su sus más pero o si como cada entre desde sin ha han hay fue muy ya
        también está están nos le les este esta esto porque cuando todo todos a e mes año""",
    # Not sorted: told apart so that nothing is guessed about them.
    "it": """il lo gli che di del della dei delle per con non una uno sono è e alla al dal nel nella ogni anche più
        in a o le la nostro nostra nostri questo questa ma come dove chi ci si""",
    "pt": """o os as do da dos das em no na nos nas um uma não que para com por é são mais também seu sua nosso nossa
        ao pelo pela ou mas como cada foi está você""",
    "nl": """de het een van en is zijn wij onze ons niet voor met op aan bij naar ook maar dat die deze wordt worden
        door uit over om te per elke als er hebben heeft u in""",
    "pl": """w i z na do się nie jest są to że dla oraz od po za jak nasz nasza nasze przez który która tylko ich ten ta""",
    "sv": """och att det är en ett för med inte på av som vi vår våra till från har den de om per varje men eller kan""",
    "da": """og at det er en et for med ikke på af som vi vores til fra har den de om hver men eller kan""",
    "cs": """a v na se je že do s pro to není jsou náš naše každý podle od za při jako nebo jen který""",
    "ro": """și de la în nu este sunt cu pentru pe din care o un mai noastre nostru fiecare sau dar prin""",
    "tr": """ve bir bu için ile de da çok daha olarak biz bizim her değil ya gibi kadar sonra""",
    "hu": """a az és hogy nem is egy van volt meg de ez mint csak minden vagy mi""",
    "fi": """ja on ei se että oli ovat tai kun niin myös mutta kuin joka me meidän""",
}
_OF = {
    word: frozenset(name for name, words in _SMALL_WORDS.items() if word in words.split())
    for words in _SMALL_WORDS.values()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Without enough small words, a language whose glossary knows so many of the longer words is meant.
_SHORT_WORD = 3
_LEAST_WORDS = 2
_MOSTLY = 0.7
_CLEARLY = 0.3
# So many different words without a small word of any language are prose in one that is not known.
_PROSE = 15
# A text whose letters are mostly of another script is read by none of the four.
_LEAST_LATIN = 0.5
# So much (12 a small word that no other language has) decides a statement against its document, or
# makes a document foreign.
_ENOUGH = 30
_HARDLY = 1.0


def languages_of(statements: Sequence[Statement]) -> list[str]:
    """Returns the language of each statement: "en", "de", "fr", "es", or "" for any other.

    Args:
        statements: of all sources; each source has a say in what its statements are in.
    """
    by_source: dict[str, Counter[str]] = {}
    lengths: Counter[str] = Counter()
    own: list[Counter[str]] = []
    for statement in statements:
        words = [word.lower() for word in _WORD.findall(statement.told)]
        counts = _counts(words)
        own.append(counts)
        by_source.setdefault(statement.source, Counter()).update(counts)
        lengths[statement.source] += len(words)
    everywhere = _best_sorted(sum(by_source.values(), Counter()), SORTED[0])
    of_source = {}
    for source, counts in by_source.items():
        best = _best_sorted(counts, everywhere)
        foreign = max((counts[name] for name in counts if name not in SORTED), default=0)
        # A table or a list of nouns has few small words in any language; only those of another
        # language tell that it is in that one.
        clear = foreign >= _ENOUGH and foreign > 2 * counts[best]
        much = foreign >= _HARDLY * lengths[source]
        of_source[source] = UNKNOWN if clear and much else best
    found = []
    for statement, counts in zip(statements, own, strict=True):
        if not _is_latin(statement.told):
            found.append(UNKNOWN)
            continue
        document = of_source[statement.source]
        best = max(counts, key=lambda name: counts[name]) if counts else document
        clear = counts[best] >= _ENOUGH and counts[best] >= 2 * counts.get(document, 0)
        told = best if clear else _by_vocabulary(statement.told, document)
        wordless = not counts and told == document and " | " not in statement.told
        foreign = wordless and len(set(_WORD.findall(statement.told))) >= _PROSE
        found.append(UNKNOWN if foreign else told)
    return [name if name in SORTED else UNKNOWN for name in found]


def _counts(words: Sequence[str]) -> Counter[str]:
    """Counts small words; one that several languages share counts less for each."""
    counts: Counter[str] = Counter()
    for word in words:
        languages = _OF.get(word.replace("’", "'"), frozenset())
        for name in languages:
            counts[name] += 12 // len(languages)
    return counts


def _best_sorted(counts: Counter[str], otherwise: str) -> str:
    """Returns which of the four languages has the most small words; `otherwise` when it is even."""
    best = max(counts[name] for name in SORTED)
    if best == 0 or counts[otherwise] == best:
        return otherwise
    return next(name for name in SORTED if counts[name] == best)


def _by_vocabulary(text: str, document: str) -> str:
    """Returns the language whose glossary knows most of a text's words, if it is clear; else `document`."""
    # Names ("Puerto de la Cruz") are of no language; they begin with a capital.
    words = [word for word in _WORD.findall(text)[1:] if len(word) > _SHORT_WORD and word.islower()]
    if document == UNKNOWN or len(words) < _LEAST_WORDS:
        return document
    shares = {name: sum(knows(word, name) for word in words) / len(words) for name in GLOSSED}
    best = max(shares, key=lambda name: shares[name])
    others = max(share for name, share in shares.items() if name != best)
    return best if shares[best] >= _MOSTLY and shares[best] >= others + _CLEARLY else document


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return True
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return latin >= _LEAST_LATIN * len(letters)
