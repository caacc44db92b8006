"""What the working rooms exchange: packages, blocks, findings, documents; and how a document is written down."""
