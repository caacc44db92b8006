"""Readers of pictures of paper: what was printed, stamped and written by hand on it."""
