"""Figures: what they show and say, and what is refused."""
