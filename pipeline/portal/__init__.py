"""A portal: the built sites of several archives in one folder, with one home page and one search over all of them.

    joined = portal.join([Path("lam-giang"), Path("hai-son")], Path("cong"), name="")

`members` reads and checks what is joined, `shelving` says where each file lies and where links lead then, `one_search`
makes one index of all, `front` the portal's own pages, `joining` writes it all, or nothing.
docs/explanation/portal.md says why it is made so.
"""

from pipeline.portal.joining import Joined, join

__all__ = ["Joined", "join"]
