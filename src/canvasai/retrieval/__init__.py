"""From a query to passages: vectors, words, and their fusion."""
