"""The traffic with the exchange axis: packages into the inbox, messages out of the outbox. Nothing here decides.

A package is acknowledged after its bytes lie safely in the inbox; a run that ends between the two fetches it again and
finds it there. A message is noted as being sent before, and as sent after; one that a run was cut off with is looked up
at the gateway before it is sent again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline import errors
from pipeline.archive.mailbox import Mailbox
from pipeline.axis import Failed, Gateway, Message, Queue

_IN_A_ROW = 3  # questions without any answer: then nobody is there


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one package or message.

    fetched, known (it lay in the inbox already), sent; not_fetched, not_acknowledged, not_sent (tried again by the next
    run), refused (the axis does not take this message). `problem` says why not.
    """

    what: Literal["fetched", "known", "sent", "not_fetched", "not_acknowledged", "not_sent", "refused"]
    name: str
    problem: Failed | None = None


def poll(gateway: Gateway, mailbox: Mailbox) -> Iterator[Step]:
    """Fetch what waits in both queues, then send what waits in the outbox; call while holding the mailbox.

    Nothing that one package does stops the others.

    Raises:
        AxisFailed: the gateway refuses us, or several questions in a row got no answer.
    """
    silent = 0
    for step in _steps(gateway, mailbox):
        yield step
        silent = silent + 1 if step.problem and step.problem.worn_out else 0
        if step.problem and silent == _IN_A_ROW:
            raise errors.AxisFailed(why=step.problem.vi, why_en=step.problem.en)


def _steps(gateway: Gateway, mailbox: Mailbox) -> Iterator[Step]:
    for queue in Queue:
        yield from (_fetch(gateway, mailbox, id) for id in _listed(gateway, queue))
    for name in mailbox.doubtful():
        yield _send(gateway, mailbox, name, gateway.has_sent)
    stuck = {_package(name) for name in mailbox.doubtful()}
    for name in mailbox.waiting():
        if _package(name) not in stuck:  # what a sender is told of one package keeps its order
            yield _begun(gateway, mailbox, name)
            stuck |= {_package(name) for name in mailbox.doubtful()}


def _package(name: str) -> str:
    return name.partition("_")[0]


def _listed(gateway: Gateway, queue: Queue) -> list[str]:
    try:
        return list(gateway.list(queue))
    except Failed as problem:
        raise errors.AxisFailed(why=problem.vi, why_en=problem.en) from None


def _fetch(gateway: Gateway, mailbox: Mailbox, id: str) -> Step:
    try:
        is_new = mailbox.keep(id, gateway.fetch(id))
    except Failed as problem:
        return Step("not_fetched", id, problem)
    try:
        gateway.acknowledge(id)
    except Failed as problem:
        return Step("not_acknowledged", id, problem)
    return Step("fetched" if is_new else "known", id)


def _begun(gateway: Gateway, mailbox: Mailbox, name: str) -> Step:
    if not mailbox.receiver(name):
        return Step("not_sent", name, Failed("không rõ gửi cho ai", "the receiver is unknown"))
    mailbox.begin(name)
    return _send(gateway, mailbox, name, lambda _: False)


def _send(gateway: Gateway, mailbox: Mailbox, name: str, is_there: Callable[[Message], bool]) -> Step:
    message = Message(name, mailbox.receiver(name), mailbox.data(name))
    try:
        if not is_there(message):
            gateway.send(message)
    except Failed as problem:
        if problem.is_final:
            mailbox.failed(name)
        return Step("refused" if problem.is_final else "not_sent", name, problem)
    except errors.AxisFailed:
        mailbox.back(name)
        raise
    mailbox.sent(name)
    return Step("sent", name)
