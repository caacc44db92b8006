"""Samples of what an office receives, and the generator that wrote them."""
