"""Files that a canvas is written to and read from."""
