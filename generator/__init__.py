"""studysite: turns an Obsidian vault into a static study site with a quiz that runs in the browser.

The pipeline, stage by stage, is told in ``docs/architecture.md``; ``site.py`` holds it on one screen.
"""
