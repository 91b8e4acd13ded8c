"""A business told in files, the real sorter, and chat models that say what a test wants."""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas
from canvasai.drafting.draft import Draft, Drafter
from canvasai.models.chat import ChatModel
from canvasai.models.choice import ChatChoice, Reply, Request
from canvasai.settings import load_settings
from canvasai.sources.model import Source
from canvasai.sources.reading import read_file
from canvasai.statements.model import SortedStatement, Statement
from canvasai.statements.sorting import Sorter

if TYPE_CHECKING:
    from canvasai.retrieval.embeddings import Encoder

# Before torch is loaded, as the command line does it: spinning threads make busy cores slow.
os.environ.setdefault("GOMP_SPINCOUNT", "2000")

# A reply: text as it is, anything else as JSON; an error is raised.
Say = Callable[[Request], Any]
Read = Callable[[str, bytes | str], Source]


class Saying:
    """A provider that says what a function tells it to; keeps what it was asked."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.asked: list[Request] = []

    def warm(self) -> None:
        pass

    def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        said = self.say(request)
        if isinstance(said, Exception):
            raise said
        return Reply(said if isinstance(said, str) else json.dumps(said), cut=False)

    def close(self) -> None:
        pass


def model_that(say: Say) -> ChatModel:
    return ChatModel(ChatChoice("fake", "saying", ""), Saying(say), retries=0)


def listed(request: Request) -> list[str]:
    """The statements that a request numbers, without what stands in brackets."""
    return re.findall(r"^\d+\. (?:\[[^\]]*\] )?(.*)$", request.user, re.MULTILINE)


def own(request: Request) -> Any:
    """Says each statement as it is: the best that a model can do about evidence."""
    assert request.schema is not None
    if "items" in request.schema["properties"]:
        return {"items": ["Skippers hear of the loft from each other"]}
    return {str(n): text for n, text in enumerate(listed(request), start=1)}


class Remembering(Sorter):
    """The real sorter, which sorts the same statements once."""

    def sort(
        self,
        statements: Sequence[Statement],
        own_names: Iterable[str] = (),
        this_year: int | None = None,
    ) -> list[SortedStatement]:
        known = (tuple(statements), tuple(own_names), this_year)
        if known not in self.memory:
            self.memory[known] = super().sort(statements, own_names, this_year)
        return list(self.memory[known])

    @functools.cached_property
    def memory(self) -> dict[object, list[SortedStatement]]:
        return {}


class Desk:
    """Drafts with the real sorter and any model."""

    def __init__(self, sorter: Sorter) -> None:
        self.sorter = sorter
        self.own = own
        self.listed = listed
        self.model = model_that

    def draft(
        self,
        sources: Sequence[Source],
        say: Say = own,
        *,
        brief: str = "",
        limit: int = 6,
        blocks: Sequence[Block] = tuple(Block),
    ) -> Canvas:
        made = Draft(name="Brackwater Nets", model="saying")
        drafter = Drafter(model_that(say), self.sorter if sources else None, limit)
        for _ in drafter.run(made, sources, brief, blocks):
            pass
        return made.canvas()


@pytest.fixture(scope="session")
def desk(encoder: Encoder) -> Desk:
    return Desk(Remembering(encoder.encode, encoder.folder))


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    settings = load_settings(home=tmp_path_factory.mktemp("home"))

    def read_content(name: str, content: bytes | str) -> Source:
        path: Path = tmp_path_factory.mktemp("files") / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, settings)

    return read_content


MEMO = """# Brackwater Nets

## Customer segments
We repair nets for about 140 small trawlers in the harbours of Osterlund and Vessby.
Sailing schools on the lake of Tarn bring their safety nets to our loft each spring.

## Value propositions
A torn net is back on board within 48 hours, or the skipper pays nothing for the repair.

## Channels
Harbour masters hand our orange card to every skipper who reports a torn net at the pier.

## Customer relationships
Every skipper has one named net mender, whom he may call on Sundays too.

## Revenue streams
Skippers pay 95 euros a month for the repair plan, which covers two nets.
A new cod net costs 1,850 euros and is paid on delivery at the pier.

## Key resources
- Loft on pier 4:
  - a hall of 600 square metres with hooks for eight cod nets
  - two braiding machines, built in 1988

## Key activities

| activity | where | hours a week |
|---|---|---|
| Mending torn nets | loft in Osterlund | 60 |
| Testing old ropes | pier 4 | 12 |

## Key partnerships
The rope works Hempel & Daughters supplies all our twine at a fixed price until 2029.

## Cost structure
Twine and floats cost us about 7,200 euros a month, more than the rent of the loft.
"""

TALK = """# Talk with the head of the loft

**Q:** How many people mend nets in the loft today?

**A:** Eleven menders.

**Q:** What do skippers pay for the repair plan?

**A:** Skippers pay 110 euros a month for the repair plan.
"""


@pytest.fixture(scope="session")
def memo(read: Read) -> Source:
    return read("memo.md", MEMO)


@pytest.fixture(scope="session")
def talk(read: Read) -> Source:
    return read("talk.md", TALK)
