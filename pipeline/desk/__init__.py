"""The desk: what waits for a person, as lines and facts (`items`), and as a page on this machine (`app`).

It decides nothing itself: what it does are the acts of `hdnd review`, through the same functions.
"""
