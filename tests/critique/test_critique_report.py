"""A critique as JSON, Markdown and HTML; texts are only ever text."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from canvasai.canvas.changes import Add, AddLink, Describe, Edit, Move, Remove, RemoveLink
from canvasai.canvas.links import Link, LinkKind
from canvasai.critique.finding import Critique, Rating, Scored, Side
from canvasai.critique.report import (
    change_to_dict,
    critique_to_dict,
    critique_to_html,
    critique_to_json,
    critique_to_markdown,
    say_change,
    summary_of,
)

KEYS = {"rule", "severity", "block", "items", "message", "citations", "handbook", "changes"}
NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</title></style><img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](http://example.invalid/x.png)",
        "# A heading",
        "- a point",
        "> a quote",
        "| a | b |",
        "***",
        "`code` and ``` more",
        "**bold** _em_ ~~gone~~",
        "<!-- a comment",
        "&lt;b&gt; &amp; &#42;",
        "\\*",
        "https://example.invalid",
        "1. one",
        "a\n\n# b\n\n<b>c",
        "' onmouseover='x",
        '" class="y',
    ]
)
TEXTS = NASTY | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
# Without what no reader of Markdown shows, such as controls.
SEEN = NASTY | st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30
)


@st.composite
def critiques(draw: st.DrawFn, bees, texts: st.SearchStrategy[str] = TEXTS) -> Critique:
    """Critiques with hostile texts wherever a text comes from a canvas, a source or a model."""
    quote, name = draw(texts), draw(texts)
    cited = replace(bees.item("kr-lift").citations[0], quote=quote, source=name, end=len(quote))
    draft = (
        bees.altered("kr-hives", text=draw(texts) + " 4711", citations=(cited,))
        .altered("kr-lift", text=draw(texts), status="unchecked", citations=())
        .altered("cost-truck", text=draw(texts), tags=())
        .told(name=draw(texts), notes=(draw(texts),))
        .unlinked("cr-card keeps *")
    )
    looked = draft.look()
    rating = Rating("R37", draw(texts), draw(texts), draw(texts), 4, draw(texts), ("rs-hire",))
    scored = Scored("Infrastructure", Side.THREAT, draw(texts), 7, 2, ("kr-lift",))
    return replace(looked, ratings=(rating,), clusters=(scored,), notes=(draw(texts),))


def test_the_keys_of_a_critique(bees) -> None:
    told = critique_to_dict(bees.unlinked("cr-card keeps *").look())
    assert set(told) == {"summary", "notes", "findings", "ratings", "clusters", "not_checked"}
    (found,) = [one for one in told["findings"] if one["rule"] == "R06"]
    assert set(found) == KEYS
    assert found["severity"] == "warn"
    assert found["block"] == "customer_segments"
    assert found["items"] == ["cs-bakers"]
    assert found["handbook"] == "rules/R06.md"


def test_what_rests_on_inferred_links_says_so(bees) -> None:
    draft = bees.unlinked("* serves *; * delivers vp-honey")
    (found,) = [one for one in critique_to_dict(draft.look())["findings"] if one["rule"] == "R05"]
    assert set(found) == KEYS | {"inferred"}
    assert found["inferred"] == [
        {"from": "vp-honey", "to": "cs-bakers", "kind": "serves", "inferred": True}
    ]


def test_json_can_be_read_back(bees) -> None:
    looked = bees.plus(bees.said("cs-a", "Bäcker „Süß“ & Söhne")).look()
    text = critique_to_json(looked)
    assert json.loads(text) == critique_to_dict(looked)
    assert text.endswith("}\n")
    assert "Bäcker „Süß“ & Söhne" in text


def test_citations_and_ratings_in_json(bees) -> None:
    rating = Rating("R37", "How much comes again?", "none", "all", 6, "Pails do", ("rs-pails",))
    looked = replace(bees.altered("kr-hives", text="900 hives").look(), ratings=(rating,))
    told = critique_to_dict(looked)
    (found,) = [one for one in told["findings"] if one["rule"] == "R49"]
    assert found["citations"][0]["source"] == "letter.md"
    assert told["ratings"] == [
        {
            "rule": "R37",
            "question": "How much comes again?",
            "low": "none",
            "high": "all",
            "score": 6,
            "reason": "Pails do",
            "items": ["rs-pails"],
            "counted": False,
        }
    ]


def test_the_summary_counts_by_severity(bees) -> None:
    sound = bees.look()
    assert summary_of(sound) == (
        "Sound by every rule that had something to go on; 2 rules had nothing to go on."
    )
    worse = bees.altered("kp-joinery", text="TBD").unlinked("cr-card keeps *")
    assert summary_of(worse.look(only=["R06", "R53"])) == "2 findings: 1 high, 1 warn."


LINK = Link("vp-bloom", "cs-growers", LinkKind.SERVES)


@pytest.mark.parametrize(
    ("build", "kind", "words"),
    [
        (lambda item, canvas: Add(item), "add", "Add to Key resources: 800 hives of gentle bees"),
        (
            lambda item, canvas: Edit(item),
            "edit",
            "Change kr-hives to: 800 hives of gentle bees (supported, current)",
        ),
        (
            lambda item, canvas: Move("kr-hives", item.block, 0),
            "move",
            "Move kr-hives to Key resources",
        ),
        (lambda item, canvas: Remove("kr-hives"), "remove", "Remove kr-hives"),
        (lambda item, canvas: AddLink(LINK), "link", "Link: vp-bloom serves cs-growers"),
        (lambda item, canvas: RemoveLink(LINK), "unlink", "Unlink: vp-bloom serves cs-growers"),
        (
            lambda item, canvas: Describe(canvas),
            "describe",
            "Describe the canvas anew: Brackenfold Apiaries",
        ),
    ],
)
def test_each_change_is_told_in_data_and_in_words(bees, build, kind: str, words: str) -> None:
    change = build(bees.item("kr-hives"), bees.canvas)
    told = change_to_dict(change)
    assert told["change"] == kind
    assert json.loads(json.dumps(told)) == told
    assert say_change(change) == words


def test_markdown_tells_findings_by_severity_with_what_mends_them(bees) -> None:
    worse = bees.altered("kp-joinery", text="TBD").unlinked("vp-honey rests_on ka-spinning")
    text = critique_to_markdown(worse.look())
    high, warn = text.index("## High"), text.index("## Warn")
    assert high < text.index("**R53**") < warn < text.index("**R09**")
    assert "  - To mend: Link: vp-honey rests on ka-spinning" in text
    assert "- R25 Each item stands in its own block: The sorter did not look at the items." in text


def _tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def _said(tokens: list[Token]) -> str:
    return "".join(
        child.content if child.type == "text" else "\n"
        for token in tokens
        for child in token.children or []
    )


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_markdown_holds_no_markup_of_texts(bees, data: st.DataObject) -> None:
    critique = data.draw(critiques(bees))
    tokens = _tokens(critique_to_markdown(critique))
    inner = [child.type for token in tokens for child in token.children or []]
    assert set(inner) <= {"text", "strong_open", "strong_close", "em_open", "em_close"}
    assert inner.count("strong_open") == inner.count("em_open") == len(critique.findings)
    outer = [token.type for token in tokens]
    assert not {"html_block", "fence", "code_block", "hr", "ordered_list_open"} & set(outer)
    assert outer.count("blockquote_open") == len(critique.notes)
    # One heading for the whole, one for each severity, for ratings, clusters and what was not checked.
    severities = {one.severity for one in critique.findings}
    assert outer.count("heading_open") == 1 + len(severities) + 2 + bool(critique.not_checked)
    assert outer.count("tr_open") == 4
    assert outer.count("td_open") == 4 + 5


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_markdown_keeps_what_texts_say(bees, data: st.DataObject) -> None:
    critique = data.draw(critiques(bees, SEEN))
    said = " ".join(_said(_tokens(critique_to_markdown(critique))).split())
    for found in critique.findings:
        assert " ".join(found.message.split()) in said


class _Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


PLAIN = {
    "head",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "p",
    "ul",
    "li",
    "b",
    "i",
    "table",
    "tr",
    "th",
    "td",
}
WITH_ATTRIBUTES = {
    ("html", (("lang", "en"),)),
    ("meta", (("charset", "utf-8"),)),
    ("p", (("class", "note"),)),
}


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_html_holds_no_markup_of_texts(bees, data: st.DataObject) -> None:
    critique = data.draw(critiques(bees))
    page = _Tags()
    page.feed(critique_to_html(critique))
    page.close()
    assert page.other == []
    for tag, attributes in page.tags:
        assert (tag, attributes) in WITH_ATTRIBUTES or (tag in PLAIN and attributes == ())
    names = [tag for tag, _ in page.tags]
    assert names.count("b") == names.count("i") == len(critique.findings)
    assert names.count("td") == 5 + 5
    said = " ".join("".join(page.text).split())
    for found in critique.findings:
        assert " ".join(found.message.split()) in said
        for citation in found.citations:
            assert " ".join(citation.quote.split()) in said


def test_a_page_refers_to_nothing_elsewhere(bees) -> None:
    page = critique_to_html(bees.unlinked("cr-card keeps *").look())
    for word in ("<script", "<link", "src=", "href=", "url(", "@import"):
        assert word not in page
