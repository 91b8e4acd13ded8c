"""BMML v2: its YAML, and the side file for what it cannot hold."""
