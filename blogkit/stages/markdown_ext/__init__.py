"""The parts of the Markdown stage, one idea a file. `stages/markdown.py` is the way in.

guard → [ lines → (python-markdown: inline, tree) ] → document → prose, excerpt
"""
