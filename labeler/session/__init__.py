"""What a script, the command line and the window all use: open a project, ask for a figure, record a decision."""
