"""Lunr search in parts: an index that a browser reads a few kilobytes of, with the scores of the whole.

Put `sharded_lunr` into PLUGINS: articles and pages are indexed at the end of the generation, and `search/` is written
into the output. docs/explanation/search.md says what it promises, docs/reference/search-format.md how the files are
made. A site with its own engine calls `index.write` itself.
"""

from .codec import Packer
from .extra import IndexExtra
from .index import IndexPlan, Target, Values, Written, build_segment, text, text_path, write
from .product import IndexedText, IndexField, Product, Schema, decode, encode, make, text_of
from .segments import Job, Segment, SegmentEntry
from .site import LUNR, READER, REPAIR, register
from .words import count, fold, number_terms, pairs

__all__ = [
    "LUNR",
    "READER",
    "REPAIR",
    "IndexExtra",
    "IndexField",
    "IndexPlan",
    "IndexedText",
    "Job",
    "Packer",
    "Product",
    "Schema",
    "Segment",
    "SegmentEntry",
    "Target",
    "Values",
    "Written",
    "build_segment",
    "count",
    "decode",
    "encode",
    "fold",
    "make",
    "number_terms",
    "pairs",
    "register",
    "text",
    "text_of",
    "text_path",
    "write",
]
