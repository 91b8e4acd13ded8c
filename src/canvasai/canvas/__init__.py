"""The canvas as data: blocks, items, citations, links, and the files they are kept in."""
