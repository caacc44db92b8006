"""Turn blocks and declared facts into a Document: facts with sources, provisions."""
