"""How well titles, days and entries are read: on pages that real CMSs made, on our own, and on mutations of both."""
