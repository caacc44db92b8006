"""Measured against named peers, as ratios of paired runs; see docs/explanation/measurements.md."""
