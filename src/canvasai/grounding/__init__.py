"""What a text says, compared with another: words, quantities, support, contradiction. Pure functions."""
