"""Takes out of a web page what its reader does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvasai.sources.styles import (
    RELEVANT,
    WHITE,
    Colour,
    add,
    background,
    cannot_be_told_apart,
    declarations,
    font_size,
    hides,
    named_colour,
    text_colour,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

# Parts of every page that say nothing of its own; leaving them out is not worth a note.
_FURNITURE = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "input",
    "select",
    "button",
    "option",
    "optgroup",
    "textarea",
    "datalist",
    "svg",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "canvas",
    "meta",
    "link",
]
_MOST_RULES = 400
# Where menus stand that are not marked as such, and what tells them: short links and little else.
_HOLDS_MENUS = ["header", "footer", "aside", "ul", "ol", "div", "p", "section"]
_LEAST_LINKS = 3
_LONGEST_LINK = 4  # words
_LINKED_SHARE = 0.85

Styles = dict[int, dict[str, str]]


def remove_unseen(soup: BeautifulSoup) -> int:
    """Removes furniture, comments and hidden elements from the tree.

    A rule in a style sheet counts when it is plain; files of style sheets are not fetched, so
    where there are any, colours are not judged.

    Returns:
        How many passages with words were removed because they are hidden.
    """
    styles, colours_known = _styles(soup)
    count = _remove_comments(soup)
    for tag in soup.find_all(_FURNITURE):
        if not tag.decomposed:
            tag.decompose()
    for tag in soup.select('[role="navigation"]'):
        if not tag.decomposed:
            tag.decompose()
    for tag in soup.find_all(_HOLDS_MENUS):
        if not tag.decomposed and _is_menu(tag):
            tag.decompose()
    for tag in soup.find_all(True):
        if not tag.decomposed and _is_hidden(tag, styles.get(id(tag), {})):
            count += any(map(str.isalnum, tag.get_text()))
            tag.decompose()
    return count + _remove_unreadable_text(soup, styles, colours_known)


def _is_menu(tag: Tag) -> bool:
    links = [link.get_text(" ", strip=True) for link in tag.find_all("a", href=True)]
    if len(links) < _LEAST_LINKS or any(len(link.split()) > _LONGEST_LINK for link in links):
        return False
    linked = sum(len("".join(link.split())) for link in links)
    if tag.name == "header" and len(tag.get_text(" ").split()) - len(" ".join(links).split()) <= 4:
        return True  # the name of the company beside its menu
    return linked >= _LINKED_SHARE * len("".join(tag.get_text().split()))


def _remove_comments(soup: BeautifulSoup) -> int:
    from bs4.element import PreformattedString

    count = 0
    for node in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        # Conditional comments are furniture of old pages.
        words = any(map(str.isalnum, node)) and not node.lstrip().startswith(("[if", "<![", "[end"))
        count += type(node).__name__ == "Comment" and words
        node.extract()
    return count


def _is_hidden(tag: Tag, style: dict[str, str]) -> bool:
    if tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true":
        return True
    if tag.name == "dialog" and not tag.has_attr("open"):
        return True
    return bool(style) and tag.name not in ("html", "body") and hides(style)


def _styles(soup: BeautifulSoup) -> tuple[Styles, bool]:
    """Returns the relevant declarations by element, and whether all colours are known."""
    styles: Styles = {}
    rules, complete = _rules(soup)
    for selector, style in rules:
        try:
            for tag in soup.select(selector):
                add(styles.setdefault(id(tag), {}), style)
        except Exception:  # a selector that soupsieve does not know must not stop the reading
            complete = complete and "background" not in " ".join(style)
    for tag in soup.find_all(True):
        style = {}
        if tag.get("bgcolor"):
            style["background-color"] = str(tag["bgcolor"])
        if tag.name == "font" and tag.get("color"):
            style["color"] = str(tag["color"])
        style = {key: value for key, value in style.items() if named_colour(value)}
        if tag.get("style"):
            style.update(declarations(str(tag["style"])))
        if style:
            add(styles.setdefault(id(tag), {}), style)
    linked = any("stylesheet" in str(link.get("rel", "")) for link in soup.find_all("link"))
    return styles, complete and not linked


def _rules(soup: BeautifulSoup) -> tuple[list[tuple[str, dict[str, str]]], bool]:
    import tinycss2  # type: ignore[import-untyped]

    found: list[tuple[str, dict[str, str]]] = []
    complete = True
    for sheet in soup.find_all("style"):
        if str(sheet.get("media", "")).strip().lower() == "print":
            continue
        for rule in tinycss2.parse_stylesheet(
            sheet.get_text(), skip_comments=True, skip_whitespace=True
        ):
            if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "import", "supports"):
                complete = False
            if rule.type != "qualified-rule":
                continue
            content = tinycss2.serialize(rule.content)
            if not any(name in content for name in RELEVANT):
                continue
            style = declarations(content)
            if style:
                found.append((tinycss2.serialize(rule.prelude).strip(), style))
    return found[:_MOST_RULES], complete and len(found) <= _MOST_RULES


def _remove_unreadable_text(soup: BeautifulSoup, styles: Styles, colours_known: bool) -> int:
    """Removes text in the colour of its background, and letters too small to see.

    Both are inherited, and a child may set them back, so each text is judged by itself.
    """
    suspects = {
        id(tag)
        for tag in soup.find_all(True)
        if _is_suspect(styles.get(id(tag), {}), colours_known)
    }
    removed: set[int] = set()
    for node in list(soup.find_all(string=True)) if suspects else []:
        if node.strip() and _is_unreadable(node.parent, styles, colours_known):
            if any(map(str.isalnum, node)):
                owner = next((tag for tag in node.parents if id(tag) in suspects), node.parent)
                removed.add(id(owner))
            node.extract()
    return len(removed)


def _is_suspect(style: dict[str, str], colours_known: bool) -> bool:
    if not style:
        return False
    colour = text_colour(style)
    return font_size(style) == "none" or colour == "none" or bool(colour and colours_known)


def _is_unreadable(tag: Tag | None, styles: Styles, colours_known: bool) -> bool:
    size = ""
    colour: Colour | str | None = None
    behind: Colour | str | None = None
    while tag is not None:
        style = styles.get(id(tag))
        if style:
            size = size or font_size(style)
            behind = behind or background(style)
            # A page in white letters has a dark image behind it, or nobody could read it.
            if tag.name not in ("html", "body") or background(style):
                colour = colour or text_colour(style)
        tag = tag.parent
    if size == "none" or colour == "none":
        return True
    if not colours_known or colour is None or isinstance(colour, str) or isinstance(behind, str):
        return False
    return cannot_be_told_apart(colour, behind or WHITE)
