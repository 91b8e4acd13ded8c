"""CSV: a row an item, and what belongs to the whole canvas below."""
