"""Values and pure functions over numpy arrays: no Qt, no files, no SQL."""
