"""Documents: from a file to a normalised text with locators, and to chunks with spans."""
