"""From a source to its statements, and what each says: its block, its kind, how specific it is."""
