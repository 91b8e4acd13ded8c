"""What is kept of a business: its sources and their chunks, in one SQLite file a project."""
