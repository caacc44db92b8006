"""Readers of HTML as portals publish it."""
