"""What is wrong with a canvas, why, and which change would mend it."""
