"""Lunr search in parts: an index that a browser reads a few kilobytes of, with the scores of the whole.

Put `sharded_lunr` into PLUGINS: articles and pages are indexed at the end of the generation, and `search/` is written
into the output. docs/explanation/search.md says what it promises, docs/reference/search-format.md how the files are
made. A site with its own engine calls `index.write` itself.
"""

from .codec import Packer
from .index import Plan, Target, Written, entry, write
from .product import Document, Field, Product, Schema, decode, encode, make, text_of
from .segments import Entry
from .site import register
from .words import count, fold, number_terms

__all__ = [
    "Document",
    "Entry",
    "Field",
    "Packer",
    "Plan",
    "Product",
    "Schema",
    "Target",
    "Written",
    "count",
    "decode",
    "encode",
    "entry",
    "fold",
    "make",
    "number_terms",
    "register",
    "text_of",
    "write",
]
