"""Benchmarks and training; not part of the installed program."""
