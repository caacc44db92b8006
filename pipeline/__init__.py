"""Received packages in, the public record (content/) out."""
