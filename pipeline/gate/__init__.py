"""Decide what stops a package: secrecy, personal data, active content, admission."""
