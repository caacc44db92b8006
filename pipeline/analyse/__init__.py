"""What a package's text and header say: facts with their sources, the council, and the text's structure.

Only the words of the document count: a field that nobody states is missing, and a wrong value is worse than none.
"""

from pipeline.analyse.flat_answer import answer
from pipeline.analyse.metadata import document

__all__ = ["answer", "document"]
