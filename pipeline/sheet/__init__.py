"""The sheet of an administrative document: what its lines say, and where on it each of them stands.

Readers yield flows or pages; `flow_regions` and `layout` turn them into blocks with regions, `ready` mends what a
reader left joined or apart. `lines`, `numbering` and `clauses` hold the vocabulary of the sheet, each pattern once.
`analyse.metadata` reads the regions.
"""
