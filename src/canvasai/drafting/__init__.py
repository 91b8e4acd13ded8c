"""From sources, or a brief, to a canvas; and from a question to an answer."""
