"""PowerPoint and Word."""
