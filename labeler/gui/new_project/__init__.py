"""Setting a project up in one dialog: what was given at the left, what will come of it at the right."""
