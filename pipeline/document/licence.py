"""Whose the texts are, said in every file of data: texts of law and of administration are nobody's.

Law on Intellectual Property, article 15. The name is that of the SPDX list, which programs compare.
"""

LICENCE = "https://creativecommons.org/publicdomain/mark/1.0/"
LICENCE_NAME = "CC-PDM-1.0"
LICENCE_FIELD = "giay_phep"
"""The field of a line of data that says `LICENCE_NAME`."""
