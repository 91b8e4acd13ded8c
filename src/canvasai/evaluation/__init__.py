"""How well CanvasAI does its work: sound canvases with defects planted into them, one at a time."""
