"""Turn one received file into blocks of text, in a limited child process."""
