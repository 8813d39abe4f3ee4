"""One small book for the tests of what the extensions make of a chapter."""

import pytest

from tests.book import sample

CHAPTER = """# Chapter {slug}

```{{code-cell}} ipython3
model = models.load("x")
figure = widgets.Figure(
    name="map", title="Where it turns")
second = widgets.Figure(name="line", title="Another")
question = widgets.Ask(name="Width_asked")
```

```{{raw}} html
<section class="tt-explorer" data-explorer="x" id="x-map"></section>
<section class="tt-explorer" data-explorer="x" id="x-line"></section>
```

$$ a = b $$ (eq-{slug})

See {{eq}}`eq-{slug}`, {{ref}}`{slug}-ex`, {{prf:ref}}`{slug}-p`, {{ref}}`figure:line`, {{ref}}`figure:beta.map`,
{{term}}`credible` and {{term}}`others <credible>`.
Russia wants {{abbr}}`10 (bargaining_range: 100*x_lo; p=.3, c_R=.2)` points, and {{abbr}}`UN (United Nations)` is no number.

```{{prf:proposition}} A name
:label: {slug}-p
It holds.
```

```{{prf:proof}}
One.
```

```{{prf:proof}}
Two.
```

:::{{div}}
:class: after-map
After **the** guess.
:::

:::::{{admonition}} Score sheet
:class: handout letter teacher dropdown
:name: {slug}-scores

| Side 1 | Side 2 |
|---|---|
| 1 | 2 |

::::{{admonition}} You are Side 1
:class: role-card
War is worth {{abbr}}`10 (bargaining_range: 100*war_R; p=.3, c_R=.2)` to you.
::::
:::::

```{{code-cell}} ipython3
:handout: {slug}-scores
widgets.table("the model")
```

```{{code-cell}} ipython3
:after: Width_asked
print("the step")
```

```{{exercise}}
:label: {slug}-ex
Do it.
```

````{{solution-start}} {slug}-ex
:class: dropdown
````
Done.

```{{code-cell}} ipython3
:jupyter:
:  source_hidden: true
1
```
````{{solution-end}}
````

```{{exercise}}
:label: {slug}-ex-2
Again.
```

```{{solution}} {slug}-ex-2
:class: dropdown
Done again.
```
"""
GLOSSARY = """# Glossary

```{glossary}
credible
  Worth "carrying out" when $p < 1$ & the moment comes. See {term}`threat`.

threat
  What is said beforehand.
```
"""


@pytest.fixture(scope="session")
def small_book(tmp_path_factory):
    """Pages by name, of a book of two numbered parts with three chapters and a glossary."""
    folder, warnings = sample.build(
        tmp_path_factory.mktemp("small"),
        {
            "first": {"alpha": CHAPTER.format(slug="alpha")},
            "second": {slug: CHAPTER.format(slug=slug) for slug in ("beta", "gamma")},
            "reference": {"glossary": GLOSSARY},
        },
        unnumbered=("reference",),
    )
    assert not warnings, warnings
    return {page.stem: page for page in folder.glob("chapters/*/*.html")}
