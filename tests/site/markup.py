"""A page's HTML as tests look at it: elements in order, without a browser."""

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "source", "wbr"})


@dataclass(frozen=True, slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text_length = 0
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if "svg" in self.open or (self.open and self.open[-1] == tag):
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}")

    def handle_data(self, data: str) -> None:
        self.text_length += len(data.encode())


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def elements(html: str, *tags: str) -> list[Element]:
    return [element for element in read(html).elements if element.tag in tags]
