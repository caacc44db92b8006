"""Readers of PDF: what its pages show, what they hide, who signed it."""
