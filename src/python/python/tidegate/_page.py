"""Pages of HTML inside a notebook."""

from __future__ import annotations


def frame(page: str, height: int) -> str:
    """Returns a frame that shows a whole page, so that its styles and the notebook's leave each other alone."""
    from html import escape

    source = escape(page, quote=True)
    return f'<iframe srcdoc="{source}" sandbox width="100%" height="{height}" style="border:0"></iframe>'
