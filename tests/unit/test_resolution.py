"""Where links lead, shown on real vaults through the whole pipeline: the cases of the resolver, one a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from generator.model import Outcome

Build = Callable[[Mapping[str, str | bytes]], Any]

NFC, NFD = (unicodedata.normalize(form, "Café") for form in ("NFC", "NFD"))
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


class Case(NamedTuple):
    """A vault (names, or names with text), the note that links, its text, what the last link in it leads to."""

    vault: Sequence[str] | Mapping[str, str]
    source: str
    text: str
    leads: str
    """``path``, ``path#id``, ``state`` or ``state href``."""
    codes: set[str] = set()  # noqa: RUF012  # never changed


SPECIFIED = {
    "exact path from the root wins over a neighbour": Case(
        ["Note.md", "zzzz/Note.md", "a/b/Note.md"], "a/b/s.md", "[[Note]]", "Note.md"
    ),
    "in the own folder": Case(["zzzz/Note.md", "a/b/Note.md"], "zzzz/s.md", "[[Note]]", "zzzz/Note.md"),
    "shortest path": Case(["zzzz/Note.md", "a/b/Note.md"], "s.md", "[[Note]]", "a/b/Note.md"),
    "a parent folder is not the own": Case(["b/Note.md", "zzzz/Note.md"], "zzzz/deep/s.md", "[[Note]]", "b/Note.md"),
    "a tie": Case(["bb/Tie.md", "aa/Tie.md"], "s.md", "[[Tie]]", "aa/Tie.md", {"link-ambiguous"}),
    "below the own folder": Case(["x/y/Note.md", "q/Note.md"], "x/s.md", "[[Note]]", "x/y/Note.md"),
    "the end of a path": Case(["a/b/Note.md"], "s.md", "[[b/Note]]", "a/b/Note.md"),
    "the end of a path, and a whole one": Case(["a/b/Note.md", "b/Note.md"], "s.md", "[[b/Note]]", "b/Note.md"),
    "absolute, elsewhere": Case(["sub/Note.md"], "s.md", "[[/Note]]", "missing-note", {"link-missing"}),
    "absolute": Case(["sub/Note.md"], "s.md", "[[/sub/Note]]", "sub/Note.md"),
    "relative has no second try": Case(
        ["other/Missing.md"], "a/x.md", "[[./Missing]]", "missing-note", {"link-missing"}
    ),
    "a picture before the note about it": Case(["Imgs/007.jpg", "007.jpg.md"], "s.md", "![[007.jpg]]", "Imgs/007.jpg"),
    "NFD file, NFC link": Case([f"{NFD}.md"], "s.md", f"[[{NFC}]]", f"{NFD}.md"),
    "NFC file, NFD link": Case([f"{NFC}.md"], "s.md", f"[[{NFD}]]", f"{NFC}.md"),
    "Markdown link, encoded": Case(["Sub/My Note.md"], "s.md", "[y](My%20Note.md)", "Sub/My Note.md"),
    "a lone percent sign": Case(["100% done.md"], "s.md", "[[100% done]]", "100% done.md"),
    "alias": Case({"Dog.md": "---\naliases: [Doggo]\n---\n"}, "s.md", "[[Doggo]]", "Dog.md", {"link-alias"}),
    "heading with punctuation": Case(
        {"N.md": "# wifi 2.4 vs 5.0\n"}, "s.md", "[[N#wifi 2 4 vs 5 0]]", "N.md#wifi-2-4-vs-5-0"
    ),
    "the first heading of a name": Case({"N.md": "# P1\n## Ex\n# P2\n## Ex\n"}, "s.md", "[[N#Ex]]", "N.md#ex"),
    "a heading inside another": Case({"N.md": "# P1\n## Ex\n# P2\n## Ex\n"}, "s.md", "[[N#P2#Ex]]", "N.md#ex-1"),
    "a picture's fragment": Case(["x.jpg"], "s.md", "![[x.jpg#outline|100]]", "x.jpg#outline"),
    "a picture in the own folder": Case(["B/img/p.png", "img/q/p.png"], "B/n.md", "![](img/p.png)", "B/img/p.png"),
    "a bracket in a name": Case(["Sq]uare.md"], "s.md", "[[Sq]uare]]", "Sq]uare.md"),
    "brackets in brackets": Case(["Inner.md", "a.md"], "s.md", "[[a [[Inner]] b]]", "Inner.md"),
    "a URL in a wikilink": Case([], "s.md", "[[https://x.y]]", "external https://x.y"),
}
OWN = {
    # Names and folders.
    "another case": Case(["Deep/Note.md"], "s.md", "[[nOTE]]", "Deep/Note.md"),
    "exact case wins": Case(["note.md", "x/Note.md"], "s.md", "[[Note]]", "x/Note.md"),
    "exact case wins over the own folder": Case(["a/note.md", "b/x/Note.md"], "a/s.md", "[[Note]]", "b/x/Note.md"),
    "case of folders": Case(["Sub/Note.md"], "s.md", "[[sub/note]]", "Sub/Note.md"),
    "twins in case, neither exact": Case(["NOTE.md", "note.md"], "s.md", "[[Note]]", "NOTE.md", {"link-ambiguous"}),
    "the NFD twin": Case([f"{NFC}.md", f"{NFD}.md"], "s.md", f"[[{NFD}]]", f"{NFD}.md"),
    "the NFC twin": Case([f"{NFC}.md", f"{NFD}.md"], "s.md", f"[[{NFC}]]", f"{NFC}.md"),
    "sharp s": Case(["Straße.md"], "s.md", "[[STRASSE]]", "Straße.md"),
    "no-break space": Case(["My Note.md"], "s.md", "[[My\u00a0Note]]", "My Note.md"),
    "whole segments only": Case(["glossary/index.md"], "s.md", "[[ary/index]]", "missing-note", {"link-missing"}),
    "dots belong to the name": Case(["v1.2.md", "v1.md"], "s.md", "[[v1.2]]", "v1.2.md"),
    "nothing but .md may be left out": Case(["Figure 1.png"], "s.md", "[[Figure 1]]", "missing-note", {"link-missing"}),
    ".md may be written": Case(["Note.md"], "s.md", "[[Note.md]]", "Note.md"),
    "a note called x.md.md": Case(["x.md.md", "y/x.md"], "s.md", "[[x.md]]", "y/x.md"),
    "a file without an ending": Case({"LICENSE": "text", "Notes.md": ""}, "s.md", "[[LICENSE]]", "LICENSE"),
    "a name with a bar is out of reach, its start is not": Case(["a.md"], "s.md", "[[a|b|c]]", "a.md"),
    "spaces around": Case(["Note.md"], "s.md", "[[  Note  ]]", "Note.md"),
    "a slash at the end": Case(["Note.md"], "s.md", "[[Note/]]", "missing-note", {"link-missing"}),
    "a folder is no note": Case(["Sub/x.md"], "s.md", "[[Sub]]", "missing-note", {"link-missing"}),
    "two suffixes of one length": Case(
        ["a/z/Note.md", "b/z/Note.md"], "s.md", "[[z/Note]]", "a/z/Note.md", {"link-ambiguous"}
    ),
    "no tie where the own folder decides": Case(["aa/Tie.md", "bb/Tie.md"], "bb/s.md", "[[Tie]]", "bb/Tie.md"),
    "a folder that begins like the own": Case(["ab/Note.md", "c/Note.md"], "a/s.md", "[[Note]]", "c/Note.md"),
    # Relative and absolute.
    "relative": Case(["a/Note.md", "Note.md"], "a/s.md", "[[./Note]]", "a/Note.md"),
    "up": Case(["a/Note.md", "Note.md"], "a/s.md", "[[../Note]]", "Note.md"),
    "up and down": Case(["b/Note.md", "Note.md"], "a/s.md", "[[../b/Note]]", "b/Note.md"),
    "up, out of the vault and in again": Case(
        ["Note.md"], "s.md", "[[../vault/Note]]", "missing-note", {"link-missing"}
    ),
    "relative, another case": Case(["a/Note.md"], "a/s.md", "[[./nOTE]]", "a/Note.md"),
    "relative with dots inside": Case(["a/b/Note.md"], "a/s.md", "[[./b/../b/./Note]]", "a/b/Note.md"),
    "relative finds no alias": Case(
        {"Dog.md": "---\naliases: [Doggo]\n---\n"}, "s.md", "[[./Doggo]]", "missing-note", {"link-missing"}
    ),
    "absolute path of the machine": Case([], "s.md", "[[/etc/passwd]]", "missing-note", {"link-missing"}),
    "Markdown link, absolute": Case(["Sub/Note.md"], "a/s.md", "[x](/Sub/Note.md)", "Sub/Note.md"),
    # Markdown links.
    "Markdown link without .md": Case(["Sub/Note.md"], "s.md", "[x](Note)", "Sub/Note.md"),
    "Markdown link in angle brackets": Case(["My Note.md"], "s.md", "[x](<My Note.md>)", "My Note.md"),
    "a raw space is no link": Case(["My Note.md"], "s.md", "[[My Note]] [x](My Note.md)", "My Note.md"),
    "Markdown link, a lone percent sign": Case(["100% done.md"], "s.md", "[x](<100% done.md>)", "100% done.md"),
    "Markdown link, %25": Case(["100% done.md"], "s.md", "[x](100%25%20done.md)", "100% done.md"),
    "a name that looks encoded": Case(["%41.md", "A.md"], "s.md", "[x](%2541.md)", "%41.md"),
    "a wikilink is not decoded": Case(["%41.md", "A.md"], "s.md", "[[%41]]", "%41.md"),
    "a hash in a name": Case(["C#.md"], "s.md", "[x](C%23.md)", "C#.md"),
    "broken UTF-8": Case([], "s.md", "[x](%FF%FE.md)", "missing-note", {"link-missing"}),
    "an entity in a target": Case(["R&D.md"], "s.md", "[x](R&amp;D.md)", "R&D.md"),
    "a reference link": Case(["Note.md"], "s.md", "[x][ref]\n\n[ref]: Note.md", "Note.md"),
    "an empty target is this note": Case([], "s.md", "[x]()", "s.md"),
    "a fragment of this note": Case([], "s.md", "[x](#My%20Part)\n\n# My Part", "s.md#my-part"),
    "an encoded heading": Case({"N.md": "# My Part\n"}, "s.md", "[x](N.md#My%20Part)", "N.md#my-part"),
    "an empty fragment": Case({"N.md": "# A\n"}, "s.md", "[x](N.md##)", "N.md"),
    # Subpaths.
    "[[N#]]": Case({"N.md": "# A\n"}, "s.md", "[[N#]]", "N.md"),
    "[[N|]]": Case(["N.md"], "s.md", "[[N|]]", "N.md"),
    "[[#H]]": Case([], "s.md", "[[#Part]]\n\n# Part", "s.md#part"),
    "case of headings": Case({"N.md": "# Some Part\n"}, "s.md", "[[N#sOME pART]]", "N.md#some-part"),
    "hyphens stay": Case({"N.md": "# a-b\n# a b\n"}, "s.md", "[[N#a b]]", "N.md#a-b-1"),
    "underscores and apostrophes stay": Case({"N.md": "# it's a_b\n"}, "s.md", "[[N#it's a_b]]", "N.md#it-s-a-b"),
    "markup in a heading": Case({"N.md": "# A *bold* `x`\n"}, "s.md", "[[N#A bold x]]", "N.md#a-bold-x"),
    "B must lie inside A": Case({"N.md": "# A\n# B\n"}, "s.md", "[[N#A#B]]", "N.md", {"link-heading-missing"}),
    "B deep inside A": Case({"N.md": "# A\n## X\n### B\n"}, "s.md", "[[N#A#B]]", "N.md#b"),
    "three steps": Case({"N.md": "# A\n## B\n# C\n## B\n### D\n"}, "s.md", "[[N#C#B#D]]", "N.md#d"),
    "the title as a heading": Case({"N.md": "# N\n## A\n"}, "s.md", "[[N#N]]", "N.md"),
    "inside the title's heading": Case({"N.md": "# N\n## A\n"}, "s.md", "[[N#N#A]]", "N.md#a"),
    "a missing heading": Case({"N.md": "# A\n"}, "s.md", "[[N#Z]]", "N.md", {"link-heading-missing"}),
    "a block": Case({"N.md": "Text ^Blk-1\n"}, "s.md", "[[N#^blk-1]]", "N.md#%5Eblk-1"),
    "a block in another case": Case({"N.md": "Text ^Blk-1\n"}, "s.md", "[x](N.md#^BLK-1)", "N.md#%5Eblk-1"),
    "a block of a list": Case({"N.md": "- a\n- b ^it\n"}, "s.md", "[[N#Part#^it]]", "N.md#%5Eit"),
    "a block of this note": Case([], "s.md", "Words [[#^here]] ^here", "s.md#%5Ehere"),
    "a card by its id": Case({"N.md": "##### Is it?\n#card\nYes.\n^Q-1\n"}, "s.md", "[[N#^q-1]]", "N.md#card-Q-1"),
    "a card is not shown in another note": Case(
        {"N.md": "##### Is it?\n#card\nYes.\n^q-1\n"}, "s.md", "![[N#^q-1]]", "N.md", {"link-block-missing"}
    ),
    "a missing block": Case({"N.md": "Text\n"}, "s.md", "[[N#^none]]", "N.md", {"link-block-missing"}),
    # The last tier.
    "title": Case({"n1.md": "---\ntitle: Queues\n---\n"}, "s.md", "[[queues]]", "n1.md", {"link-alias"}),
    "a name before an alias": Case({"Cat.md": "", "Dog.md": "---\naliases: [Cat]\n---\n"}, "s.md", "[[Cat]]", "Cat.md"),
    "an alias before a title": Case(
        {"a.md": "---\ntitle: X\n---\n", "b.md": "---\naliases: X\n---\n"}, "s.md", "[[X]]", "b.md", {"link-alias"}
    ),
    "an alias with a slash": Case(
        {"a.md": "---\naliases: TCP/IP\n---\n"}, "s.md", "[[tcp/ip]]", "a.md", {"link-alias"}
    ),
    # Other files.
    "a picture by bare name": Case(["deep/er/pic.png"], "a/s.md", "![[pic.png]]", "deep/er/pic.png"),
    "a picture as Markdown": Case(["my pic.png"], "s.md", "![x](my%20pic.png)", "my pic.png"),
    "a link to a file": Case({"data.zip": "PK"}, "s.md", "[[data.zip]]", "data.zip"),
    "no picture": Case([], "s.md", "![[pic.png]]", "missing-asset", {"image-missing"}),
    "pages of a PDF": Case({"a.pdf": "%PDF"}, "s.md", "![[a.pdf#page=3]]", "a.pdf#page=3"),
    "a PDF's fragment is quoted": Case({"a.pdf": "%PDF"}, "s.md", '[[a.pdf#"a b"]]', "a.pdf#%22a%20b%22"),
    "a tag is no file": Case({"private": "x"}, "s.md", "#private", "tag tags/private.html"),
    "a tag is no ambiguous note": Case(["a/t.md", "b/t.md"], "s.md", "#t", "tag tags/t.html"),
    # What other publishers' users found broken.
    "two hashes before a heading": Case({"N.md": "# A\n"}, "s.md", "[[N##A]]", "N.md#a"),
    "signs that links leave out": Case({"N.md": "# CI/CD && Ops\n"}, "s.md", "[[N#CI CD Ops]]", "N.md#ci-cd-ops"),
    "round brackets in a heading": Case({"N.md": "# T\n# T (4)\n"}, "s.md", "[[N#T (4)]]", "N.md#t-4"),
    "a heading that is a link, by its source": Case(
        {"N.md": "# [Site](https://x.y)\n"}, "s.md", "[[N#[Site](https //x.y)|w]]", "N.md#site"
    ),
    "a heading that is a link, by its text": Case(
        {"N.md": "# [Site](https://x.y)\n"}, "s.md", "[[N#Site]]", "N.md#site"
    ),
    "a heading with a link's name and text": Case(
        {"N.md": "# On [[M|that]]\n", "M.md": ""}, "s.md", "[[N#On M that]]", "N.md#on-that"
    ),
    "a heading in underscores": Case({"N.md": "# _Em_ here\n"}, "s.md", "[[N#_Em_ here]]", "N.md#em-here"),
    "a heading with a tag": Case({"N.md": "# Topic #exam\n"}, "s.md", "[[N#Topic exam]]", "N.md#topic-exam"),
    "a marked heading": Case({"N.md": "# ==Hot== things\n"}, "s.md", "[[N#Hot things]]", "N.md#hot-things"),
    "a heading with a comment, as Obsidian links it": Case(
        {"N.md": "# Plan %%draft%%\n"}, "s.md", "[[N#Plan draft]]", "N.md#plan"
    ),
    "a heading with a comment, as readers see it": Case(
        {"N.md": "# Plan %%draft%%\n"}, "s.md", "[[N#Plan]]", "N.md#plan"
    ),
    "a heading with a date and a time": Case(
        {"N.md": "# [[2026-09-09]] 14:13\n", "2026-09-09.md": ""},
        "s.md",
        "[[N#2026-09-09 14 13]]",
        "N.md#2026-09-09-14-13",
    ),
    "a heading in a quote": Case({"N.md": "> # Inside\n"}, "s.md", "[[N#Inside]]", "N.md#inside"),
    "a heading with symbols": Case({"N.md": "# ⚙️ Set-up\n"}, "s.md", "[[N#⚙️ Set-up]]", "N.md#set-up"),
    "a heading of symbols alone": Case({"N.md": "# 🔥\n# 🔥🔥\n"}, "s.md", "[[N#🔥🔥]]", "N.md#section-1"),
    "a heading that reads like the next step": Case({"N.md": "# A\n## A\n## B\n"}, "s.md", "[[N#A#A]]", "N.md#a-1"),
    "a heading by its anchor, as other programs link": Case(
        {"N.md": "# My Part\n"}, "s.md", "[x](N.md#my-part)", "N.md#my-part"
    ),
    "a heading by its anchor in a wikilink": Case(
        {"N.md": "# My Part\n"}, "s.md", "[[N#my-part]]", "N.md", {"link-heading-missing"}
    ),
    "a full stop and an apostrophe in a name": Case(
        ["Mr. Lee's law.md"], "s.md", "[[Mr. Lee's law]]", "Mr. Lee's law.md"
    ),
    "initials": Case(["B.H. Hart.md", "Hart.md"], "s.md", "[[B.H. Hart]]", "B.H. Hart.md"),
    "a date with full stops": Case(["2026.03.14.md"], "s.md", "![[2026.03.14]]", "2026.03.14.md"),
    "a date with full stops that is missing": Case([], "s.md", "![[2026.03.14]]", "missing-note", {"link-missing"}),
    "commas": Case(["A, B & C.md"], "s.md", "[[A, B & C]]", "A, B & C.md"),
    "an emoji": Case(["🗂️ Index.md"], "s.md", "[[🗂️ Index]]", "🗂️ Index.md"),
    "a plus sign is no space": Case(["My Note.md"], "s.md", "[x](My+Note.md)", "missing-note", {"link-missing"}),
    "%20 in a wikilink is no space": Case(["My Note.md"], "s.md", "[[My%20Note]]", "missing-note", {"link-missing"}),
    "round brackets in a Markdown link": Case(["Note (old).md"], "s.md", "[x](Note%20(old).md)", "Note (old).md"),
    "a Markdown link with a title": Case(["Note.md"], "s.md", '[x](Note.md "the note")', "Note.md"),
    "a Markdown link up, with a heading": Case(
        {"N.md": "# My Part\n"}, "a/s.md", "[x](../N.md#My%20Part)", "N.md#my-part"
    ),
    "a Markdown link to a block": Case({"N.md": "- a ^b1\n"}, "s.md", "[x](N.md#%5Eb1)", "N.md#%5Eb1"),
    "a Markdown embed of a note": Case(["Sub/N.md"], "s.md", "![](Sub/N.md)", "Sub/N.md"),
    "a picture two folders up": Case(["img/p.png"], "a/b/s.md", "![x](../../img/p.png)", "img/p.png"),
    "a picture's ending in capitals": Case(["P.PNG"], "s.md", "![[p.png]]", "P.PNG"),
    "full stops in a picture's name": Case(
        ["Shot 14.30.00.png"], "s.md", "![[Shot 14.30.00.png]]", "Shot 14.30.00.png"
    ),
    "underscores in a picture's name": Case(["a_b_(1).png"], "s.md", "![[a_b_(1).png]]", "a_b_(1).png"),
    "two sizes, the last counts": Case(["p.png"], "s.md", "![[p.png|30|20]]", "p.png"),
    "a folder's index, relative": Case(["a/index.md"], "s.md", "[[./a/index]]", "a/index.md"),
    "a folder's index with its ending": Case(["a/index.md", "index.md"], "s.md", "[[a/index.md]]", "a/index.md"),
    "a folder's index, from another's": Case(["A b/index.md", "C/x.md"], "C/index.md", "[[A b/index]]", "A b/index.md"),
    "a note called like a folder": Case(["Stuff.md", "Stuff/x.md"], "Stuff/s.md", "[[Stuff]]", "Stuff.md"),
    "a note in a folder called like it": Case(["Stuff/Stuff.md"], "s.md", "[[Stuff]]", "Stuff/Stuff.md"),
    "spaces before the bar": Case(["Note.md"], "s.md", "[[Note | text]]", "Note.md"),
    "an ending and a heading": Case({"N.md": "# A\n"}, "s.md", "[[N.md#A|t]]", "N.md#a"),
    "a text that is a URL": Case(["N.md"], "s.md", "[[N|https://x.y]]", "N.md"),
    "an address as the text of a link": Case(["N.md"], "s.md", "[https://x.y/z](N.md)", "N.md"),
    "a letter right behind it": Case(["Oven.md"], "s.md", "[[Oven]]s", "Oven.md"),
    "in a callout's title": Case(["N.md"], "s.md", "> [!tip] [[N]]\n", "N.md"),
    "in a highlight in bold": Case(["N.md"], "s.md", "**==[[N]]==**", "N.md"),
    "a block on an item's first line": Case({"N.md": "- a ^b1\n  more\n"}, "s.md", "[[N#^b1]]", "N.md#%5Eb1"),
    "a block behind a picture": Case({"N.md": "![[N]]^b1\n"}, "s.md", "[[N#^b1]]", "N.md#%5Eb1"),
    "a block with hyphens": Case({"N.md": "a ^ex-3-2\n"}, "s.md", "[[N#^ex-3-2|t]]", "N.md#%5Eex-3-2"),
    "a block in a callout": Case({"N.md": "> [!tip]\n> a ^b1\n"}, "s.md", "[[N#^b1]]", "N.md#%5Eb1"),
    "a block of HTML": Case({"N.md": "<div>a</div>\n\n^b1\n"}, "s.md", "[[N#^b1]]", "N.md#%5Eb1"),
    "a block of a table": Case({"N.md": "|a|\n|-|\n|b|\n\n^b1\n"}, "s.md", "[[N#^b1]]", "N.md#%5Eb1"),
    "a block in code is none": Case({"N.md": "```\na ^b1\n```\n"}, "s.md", "[[N#^b1]]", "N.md", {"link-block-missing"}),
    "an alias in another case": Case(
        {"a.md": "---\naliases: [One, Two Words]\n---\n"}, "s.md", "[[two words]]", "a.md", {"link-alias"}
    ),
    "an alias with a heading": Case(
        {"a.md": "---\naliases: Two\n---\n# B\n"}, "s.md", "[[Two#B]]", "a.md#b", {"link-alias"}
    ),
    # Schemes.
    "upper case": Case([], "s.md", "[x](HTTPS://X.Y/Z)", "external HTTPS://X.Y/Z"),
    "mail": Case([], "s.md", "[x](mailto:a@b.c)", "external mailto:a@b.c"),
    "telephone": Case([], "s.md", "[x](tel:+123)", "external tel:+123"),
    "an anchor of a URL": Case([], "s.md", "[x](https://x.y/#a#b)", "external https://x.y/#a#b"),
    "an anchor of a URL in a wikilink": Case([], "s.md", "[[https://x.y/#a]]", "external https://x.y/#a"),
    "a URL that is none": Case([], "s.md", "![x](http://[x)", "rejected", {"link-scheme"}),
    "without a scheme": Case([], "s.md", "[x](//x.y/z)", "rejected", {"link-scheme"}),
    "an app": Case([], "s.md", "[x](obsidian://open?vault=v)", "rejected", {"link-scheme"}),
    "a picture elsewhere": Case([], "s.md", "![x](https://x.y/z.png)", "external https://x.y/z.png", {"image-remote"}),
    "an embed from elsewhere": Case(
        [], "s.md", "![[https://x.y/z.png]]", "external https://x.y/z.png", {"image-remote"}
    ),
    "a colon in a note's name": Case(["AWS: EC2.md"], "s.md", "[[AWS: EC2]]", "AWS: EC2.md"),
    # Where brackets are none.
    "a line break inside": Case(["b.md"], "s.md", "[[a\nb]] [[b]]", "b.md"),
    "a comment": Case(["a.md", "b.md"], "s.md", "[[b]] %%[[a]]%%", "b.md"),
    "code": Case(["a.md", "b.md"], "s.md", "[[b]] `[[a]]`", "b.md"),
    "in a table": Case(["a.md"], "s.md", "| x |\n|---|\n| [[a\\|b]] |\n", "a.md"),
}


def _said(outcome: Outcome) -> str:
    fragment = "#" + outcome.href.partition("#")[2] if "#" in outcome.href else ""
    if outcome.state in ("note", "asset"):
        return outcome.path + fragment
    return f"{outcome.state} {outcome.href}".strip()


@pytest.mark.parametrize("case", [*SPECIFIED.values(), *OWN.values()], ids=[*SPECIFIED, *OWN])
def test_a_link_leads(build: Build, case: Case) -> None:
    files = case.vault if isinstance(case.vault, Mapping) else dict.fromkeys(case.vault, "")
    pictures = {path: PIXEL for path in files if path.lower().endswith((".png", ".jpg"))}
    made = build({**files, **pictures, case.source: case.text})
    assert _said(made.outcomes(case.source)[-1]) == case.leads
    assert {code for code in made.codes(case.source) if code != "link-unpublished"} == case.codes
    body = made.page(f"{case.source.removesuffix('.md')}.html".lower()).partition('class="markdown-rendered')[2]
    outcome = made.outcomes(case.source)[-1]
    is_link = outcome.state in ("note", "asset", "external", "tag") and outcome.media != "image"
    assert ("<a " in body.partition("</div>")[0]) == is_link
