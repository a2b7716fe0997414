"""Why, why not, the smallest change, the interview: what they say is true, and nothing smaller does."""
