"""The documentation, and the writer of its reference pages."""
