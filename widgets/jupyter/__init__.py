"""Explorers in Jupyter."""
