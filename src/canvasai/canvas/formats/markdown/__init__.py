"""Markdown: as we write it, and as people write canvases."""
