"""The window: a thin reader of a session, and the only place where Qt is loaded."""
