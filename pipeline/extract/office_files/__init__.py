"""Readers of text documents (DOCX; DOC, ODT, RTF by way of LibreOffice), and of the container that they come in."""
