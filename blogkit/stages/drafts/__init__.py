"""A post → what to say of it elsewhere: a text for each network, a letter to each person. Drafts, never posts.

`material` finds what there is to say, `text` says it within a network's room, `consent` knows who minds, `guards` what
would be broadcasting, `letters` writes to one person, and `file` is what becomes of it on disk.
"""
