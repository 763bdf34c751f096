"""지식: the pages in which staff look up, change and approve what the bot says of programs and desks."""
