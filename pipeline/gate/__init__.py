"""Decide what stops a package: secrecy, personal data, active content, admission.

Three looks, in the order in which more becomes known; each gives its own findings only. A package is published only
when no finding of any of them, of ingest, extraction or analysis stops it. What passes the first look, `extract` reads.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from pipeline.document.model import Analysis, Extraction, Finding, Package
from pipeline.document.vocabulary import Vocabulary
from pipeline.gate import admission as _admission
from pipeline.gate import contents as _contents
from pipeline.gate import envelope as _arrival
from pipeline.settings import Settings


def envelope(package: Package, settings: Settings, vocabulary: Vocabulary, *, today: dt.date) -> list[Finding]:
    """Objections to the header and the file names, before any file is opened; those of `package.findings` not again.

    `today`: a date behind it is not yet, whatever the package says.
    """
    return _arrival.examine(package, settings, vocabulary, today, _office_domains(settings))


def contents(
    package: Package, extractions: Mapping[str, Extraction], settings: Settings, vocabulary: Vocabulary
) -> list[Finding]:
    """Objections to what was read from the files, by SHA-256; the extractions' own findings are among them."""
    return _contents.examine(package, extractions, office_domains=_office_domains(settings))


def admission(
    package: Package, analysis: Analysis, settings: Settings, vocabulary: Vocabulary, *, today: dt.date
) -> list[Finding]:
    """Objections to taking the document as analysed; those of `analysis.findings` not again."""
    return _admission.examine(package, analysis, settings, vocabulary, today)


def still_open(findings: Sequence[Finding], analysis: Analysis) -> list[Finding]:
    """The objections that are left once the text is read: it may settle what the header left in doubt."""
    return _admission.still_open(findings, analysis)


def _office_domains(settings: Settings) -> tuple[str, ...]:
    domain = settings.site.email.rpartition("@")[2].lower()
    return (domain,) if domain else ()
