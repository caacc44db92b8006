"""Readers of workbooks, as their sheets show them."""
