"""The only room that writes: content/, the register, the private store, mirrors."""
