"""Web pages: what shows, and only that."""

from __future__ import annotations

import pytest

from canvasai.errors import SourceUnreadableError


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>Before.</p>{body}<p>After.</p></body></html>"


def test_structure_without_marks_of_emphasis(read):
    source = read(
        "a.html",
        "<title>T</title><h1>Our <b>Plan</b></h1><p>Keep snake_case, 2*3 and 1. as <em>they</em> are;"
        " see <a href='http://example.org/x_y'>the <i>page</i></a>.<img alt='A chart' src=x></p>"
        "<ul><li>one<ul><li>two</li></ul></li></ul><ol><li>a</li></ol>",
    )
    assert source.text == (
        "# Our Plan\n\nKeep snake_case, 2*3 and 1. as they are; see the page.A chart\n\n"
        "- one\n  - two\n\n1. a\n"
    )
    assert [(each.level, each.title) for each in source.headings] == [(1, "Our Plan")]


def test_tables(read):
    source = read(
        "a.htm",
        "<table><caption>Prices</caption><tr><th>Plan<th>Price|x<tr><td rowspan=2>A<br>B<td>5"
        "<tr><td>6<tr><td colspan=2>free</table>",
    )
    assert source.text == (
        "Prices\n\n| Plan | Price\\|x |\n| --- | --- |\n| A B | 5 |\n| A B | 6 |\n| free |  |\n"
    )


def test_layout_tables_become_text(read):
    source = read("a.html", "<table><tr><td>Words<table><tr><td>a<td>b</table></table>")
    assert source.text == "Words\n\n| a | b |\n| --- | --- |\n"


HIDDEN = [
    "<p hidden>SECRET",
    '<p aria-hidden="true">SECRET</p>',
    '<p style="display: none">SECRET</p>',
    '<p style="visibility:hidden">SECRET</p>',
    '<p style="opacity:0">SECRET</p>',
    '<p style="font-size:0">SECRET</p>',
    '<p style="font-size:1px">SECRET</p>',
    '<p style="color:white">SECRET</p>',
    '<p style="color:#FFF">SECRET</p>',
    '<p style="color:#ffffff">SECRET</p>',
    '<p style="color:rgb(255, 255, 255)">SECRET</p>',
    '<p style="color:transparent">SECRET</p>',
    '<font color="white">SECRET</font>',
    '<div style="background:navy"><p style="color:#000080">SECRET</p></div>',
    '<table bgcolor="red"><tr><th>a<th>b<tr><td>x<td><i style="color:red">SECRET</i></table>',
    '<p style="position:absolute;left:-9999px">SECRET</p>',
    '<p style="text-indent:-999px">SECRET</p>',
    '<p style="position:absolute;clip:rect(0, 0, 0, 0)">SECRET</p>',
    '<p style="width:0;height:0;overflow:hidden">SECRET</p>',
    "<!-- SECRET -->",
    "<dialog>SECRET</dialog>",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_text(read, hidden):
    source = read("a.html", page(hidden))
    assert "SECRET" not in source.text
    assert source.text.startswith("Before.")
    assert source.text.rstrip().endswith("After.")
    assert source.notes == ("1 passage that a reader does not see was left out.",)


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>SECRET</script>",
        "<noscript>SECRET</noscript>",
        "<template>SECRET</template>",
        "<nav>SECRET</nav>",
        '<div role="navigation">SECRET</div>',
        "<select><option>SECRET</select><button>SECRET</button><input value=SECRET>",
        "<textarea>SECRET</textarea>",
    ],
)
def test_furniture(read, furniture):
    source = read("a.html", page(furniture, "<title>SECRET</title><meta name=x content=SECRET>"))
    assert source.text == "Before.\n\nAfter.\n"
    assert source.notes == ()


@pytest.mark.parametrize(
    "rule",
    [
        ".x{display:none}",
        "p#y { visibility : hidden }",
        "div > .x{color:#fff}",
        ".x{color:black} .x{opacity:0}",
        ":unknown-thing(2){display:none} .x{display:none!important} .x{display:block}",
    ],
)
def test_rules_of_style_blocks(read, rule):
    head = f"<style>{rule}</style>"
    source = read("a.html", page("<div><p class=x id=y>SECRET</p></div>", head))
    assert "SECRET" not in source.text


@pytest.mark.parametrize(
    ("shown", "head"),
    [
        ('<div style="background:#000"><p style="color:#fff">SEEN</p></div>', ""),
        ('<p style="color:#fff;background-image:url(x.png)">SEEN</p>', ""),
        ('<p style="color:#fff">SEEN</p>', '<link rel="stylesheet" href="x.css">'),
        ('<p style="color:white">SEEN</p>', "<style>body{background:black}</style>"),
        ("<p>SEEN</p>", "<style>body{color:#fff;background:url(x)}</style>"),
        ('<div style="font-size:0"><p style="font-size:16px">SEEN</p></div>', ""),
        ("<p class=x>SEEN</p>", "<style>.x{display:none}.x{display:block}</style>"),
        ("<p class=x>SEEN</p>", "<style>@media print{.x{display:none}}</style>"),
        ("<p class=x>SEEN</p>", "<style media=print>.x{display:none}</style>"),
        ('<p style="opacity:0.5;font-size:0.9em;left:-5px">SEEN</p>', ""),
        ('<p style="overflow:hidden;height:0.5em">SEEN</p>', ""),
    ],
)
def test_text_that_shows_stays(read, shown, head):
    source = read("a.html", page(shown, head))
    assert "SEEN" in source.text
    assert source.notes == ()


def test_declared_encoding(read):
    html = '<meta charset="iso-8859-1"><p>Bäckerei – 5 €</p>'
    assert read("a.html", html.encode("cp1252")).text == "Bäckerei – 5 €\n"


def test_deep_nesting(read):
    assert read("a.html", "<div>" * 3000 + "deep" + "</div>" * 3000).text == "deep\n"


def test_not_html(read):
    with pytest.raises(SourceUnreadableError, match="is not HTML"):
        read("a.html", "just words")


def test_a_menu_that_is_not_marked_as_one_is_left_out(read):
    page = (
        "<header>Quarzwerk AS<a href='/a'>Start</a><a href='/b'>Prices</a><a href='/c'>Jobs</a></header>"
        "<ul><li><a href='/x'>Sand</a></li><li><a href='/y'>Gravel</a></li><li><a href='/z'>Lime</a></li></ul>"
        "<p>We sell washed sand. See <a href='/p'>prices</a>, <a href='/q'>terms</a> and <a href='/r'>maps</a> "
        "before you order a lorry load from the pit.</p>"
    )
    text = read("page.html", page).text
    assert "Jobs" not in text
    assert "Gravel" not in text
    assert "before you order a lorry load" in text


@pytest.mark.parametrize(
    "style",
    [
        "color:#fefefe",
        "color:hsl(0 0% 100%)",
        "transform:scale(0)",
        "filter:opacity(0)",
        "position:fixed;left:-200vw",
        "margin-left:-5000px",
    ],
)
def test_newer_ways_to_hide(read, style):
    text = read("a.html", page(f"<p style='{style}'>Secret.</p>")).text
    assert "Secret" not in text
    assert "After" in text
