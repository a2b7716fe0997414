"""Ensembles over time: many cases and many runs at once, by chance, with the meaning that one scenario has."""
