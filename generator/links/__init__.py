"""The one resolver: wikilinks, embeds, Markdown links and tags, in notes and in cards, go through here.

It works in two steps, so that no stage needs the whole vault. ``Names.candidates`` gives a link the files that its last
segment could mean, and ``resolve`` picks one; the pick depends on the link and those candidates alone. ``outcome`` then
says what the pick means for the page, from the few facts about its target, and ``problems`` what to tell the author.
Publication is asked only after resolution: a link to a private note is known for one, and shows nothing but the words
that the author typed.

The rules are Obsidian's; what its app leaves open is settled in docs/decisions/links.md.
"""

from generator.links.names import Candidates, Names
from generator.links.outcome import Facts, anchor, outcome
from generator.links.problems import problems
from generator.links.remote import remote_picture
from generator.links.resolver import Pick, resolve
from generator.links.written import fold, is_url, names_file, written_path

__all__ = [
    "Candidates",
    "Facts",
    "Names",
    "Pick",
    "anchor",
    "fold",
    "is_url",
    "names_file",
    "outcome",
    "problems",
    "remote_picture",
    "resolve",
    "written_path",
]
