"""What stands for Python in the commands of tests: has a module run by a process that has read it (`tests.lend`).

`python -IS borrow.py SOCKET -m module arguments`. Only modules that every interpreter carries are imported: the start
is what is saved, of two thirds of a second of processor time all but a hundredth.
"""

import marshal
import os
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOCK_STREAM, SOL_SOCKET, socket


def main() -> None:
    """Hand over arguments, folder, environment and streams; end as the process ends that took them."""
    where, flag, module, *arguments = sys.argv[1:]
    assert flag == "-m"
    lender = socket(AF_UNIX, SOCK_STREAM)
    lender.connect(where)
    order = marshal.dumps((module, arguments, os.getcwd(), dict(os.environ)))  # noqa: PTH109 pathlib is no such module
    streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
    lender.sendmsg([len(order).to_bytes(4, sys.byteorder)], [(SOL_SOCKET, SCM_RIGHTS, streams)])
    lender.sendall(order)
    code = int(lender.recv(16))
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)


if __name__ == "__main__":
    main()
