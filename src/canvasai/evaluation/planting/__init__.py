"""Operators that plant one defect each, in a file for each family of rules."""
