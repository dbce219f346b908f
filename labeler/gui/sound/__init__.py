"""What sound needs besides widgets: reading ahead, the way to the loudspeaker, and drawings made by workers."""
