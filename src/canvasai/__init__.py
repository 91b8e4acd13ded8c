"""CanvasAI drafts a Business Model Canvas in which each line can be checked."""

__version__ = "0.1.0"
