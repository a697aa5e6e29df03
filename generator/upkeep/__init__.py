"""What changes a vault when its author asks for it: settings copied, ids written, pictures fetched.

``build``, ``serve`` and ``check`` never write into a vault. What does is here, and changes files by ``rewriting``.
"""
