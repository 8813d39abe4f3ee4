"""An explorer for a page without a kernel: its data, its HTML, its scripts.

Data runs one way: `sheet` (where the figure stands and what it says) → `payload` (what the scripts get) →
`markup` (the HTML around it); `scripts/` and `styles/` are what the page loads, `bundle` binds them.
"""

# The book's build sets this: its pages have no kernel, so an explorer prints itself instead of opening a widget.
PAGE = "TERMS_AND_THREATS_PAGE"
