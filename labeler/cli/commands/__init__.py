"""One file a subject: its verbs' options, what they call, and how people read the result."""
