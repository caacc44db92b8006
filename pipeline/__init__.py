"""Received packages in, the public record (content/) out."""

import os

# None of pydantic's plugins is used; to look for them it reads the entry points of all that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
