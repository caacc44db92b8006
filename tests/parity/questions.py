"""Questions to an index, as clauses of lunr.Query: every operator, drawn from a corpus's own words, from a seed."""

import random
from collections import Counter
from collections.abc import Sequence

from plugins.sharded_lunr import words
from plugins.sharded_lunr.product import IndexedText

Clause = dict[str, object]
Question = dict[str, object]


def questions(documents: Sequence[IndexedText], count: int, seed: int = 3) -> list[Question]:
    """`count` questions, the kinds in turn."""
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    for document in documents:
        for counts in document.counts:
            found.update(counts)
    vocabulary = sorted(term for term in found if "_" not in term)  # pairs are none of Lunr's words
    kinds = [
        _single,
        _several,
        _required,
        _prohibited,
        _fielded,
        _boosted,
        _number,
        _prefix,
        _wild,
        _negated,
        _fuzzy,
        _unaccented,
        _absent,
    ]
    return [kinds[i % len(kinds)](rng, vocabulary) for i in range(count)]


def _clause(term: str, presence: str = "optional", **more: object) -> Clause:
    return {"term": term, "presence": presence, **more}


def _single(rng: random.Random, terms: list[str]) -> Question:
    return {"kind": "single", "clauses": [_clause(rng.choice(terms))]}


def _several(rng: random.Random, terms: list[str]) -> Question:
    return {"kind": "several", "clauses": [_clause(term) for term in rng.sample(_plain(terms), rng.randint(2, 6))]}


def _required(rng: random.Random, terms: list[str]) -> Question:
    return {
        "kind": "required",
        "clauses": [_clause(term, "required") for term in rng.sample(_plain(terms), rng.randint(2, 4))],
    }


def _prohibited(rng: random.Random, terms: list[str]) -> Question:
    wanted, barred, other = rng.sample(_plain(terms), 3)
    return {
        "kind": "prohibited",
        "clauses": [_clause(wanted), _clause(barred, "prohibited"), _clause(other, "required")],
    }


def _fielded(rng: random.Random, terms: list[str]) -> Question:
    one, other = rng.sample(terms, 2)
    return {
        "kind": "field",
        "clauses": [_clause(one, "required", fields=["title"]), _clause(other, fields=["text", "title"])],
    }


def _boosted(rng: random.Random, terms: list[str]) -> Question:
    one, other = rng.sample(_plain(terms), 2)
    return {"kind": "boost", "clauses": [_clause(one, boost=10), _clause(other, boost=0.5), _clause(one, boost=2)]}


def _number(rng: random.Random, terms: list[str]) -> Question:
    numbers = [term for term in terms if "/" in term]
    return {"kind": "number", "clauses": [_clause(rng.choice(numbers))], "folded": False}


def _prefix(rng: random.Random, terms: list[str]) -> Question:
    word = rng.choice(terms)
    clause = _clause(word[: rng.randint(2, 4)], rng.choice(["optional", "required"]), prefix=True)
    return {"kind": "prefix", "clauses": [clause, _clause(rng.choice(terms))]}


def _fuzzy(rng: random.Random, terms: list[str]) -> Question:
    word = rng.choice(_plain(terms))
    distance = 2 if len(word) > 4 else 1
    return {"kind": "fuzzy", "clauses": [_clause(word, distance=distance), _clause(rng.choice(terms))]}


def _unaccented(rng: random.Random, terms: list[str]) -> Question:
    chosen = rng.sample(terms, rng.randint(1, 4))
    presence = rng.choice(["optional", "required"])
    return {"kind": "unaccented", "clauses": [_clause(words.fold(term), presence) for term in chosen], "folded": True}


def _wild(rng: random.Random, terms: list[str]) -> Question:
    """A star before a word, within it, or both; of letters, since Lunr's own sets of words mix up figures."""
    whole = rng.choice([term for term in terms if len(term) > 2 and term.isalpha()])
    place = rng.randint(1, len(whole) - 1)
    pattern = rng.choice([f"*{whole[place:]}", f"{whole[:place]}*{whole[place + 1 :]}", f"*{whole[1:-1]}*"])
    other = _clause(rng.choice(_plain(terms)), rng.choice(["optional", "required", "prohibited"]))
    more: list[Clause] = [{}, {"fields": ["title"]}, {"boost": 3}]
    wanted = _clause(pattern, "required", wild=True, **rng.choice(more))
    return {"kind": "wild", "clauses": rng.choice([[wanted], [wanted, other]]), "folded": False}


def _negated(rng: random.Random, terms: list[str]) -> Question:
    """Nothing but barred words: all other documents."""
    barred = rng.sample(_plain(terms), rng.randint(1, 2)) + rng.choice([[], ["zzz"]])
    return {"kind": "negated", "clauses": [_clause(term, "prohibited") for term in barred]}


def _absent(rng: random.Random, terms: list[str]) -> Question:
    clauses = [_clause("khôngcótừnày", rng.choice(["optional", "required", "prohibited"])), _clause(rng.choice(terms))]
    return {"kind": "absent", "clauses": clauses}


def _plain(terms: list[str]) -> list[str]:
    return [term for term in terms if not any(letter.isdigit() for letter in term)]
