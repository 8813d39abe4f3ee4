"""Every task of the book is undone at its start, and done at each of its witnesses by keys alone."""

from widgets.figures.tasks import named, start_of


def test_tasks_are_undone_at_their_start_and_done_at_each_witness_by_keys(explorer):
    assert explorer.root.locator("[data-task]").count() == len(explorer.sheet.figure.tasks)
    for name, task in named(explorer.sheet.figure).items():
        box = explorer.root.locator(f"[data-task='{name}']")
        for witness in task.witnesses:
            box.locator("[data-start]").press("Enter")
            assert box.get_attribute("data-done") == "false", f"{name} is done at its start"
            start = start_of(explorer.sheet.figure, explorer.model, explorer.sheet.start, task)
            for parameter, value in witness.items():
                reach(explorer, parameter, start[parameter], value)
            assert box.get_attribute("data-done") == "true", f"{name} is not done at {witness}"
    if explorer.sheet.figure.tasks:
        explorer.press("[data-forget]")


def reach(explorer, name, start, value):
    control = explorer.root.locator(f".tt-control [name='{name}']")
    p = explorer.model.parameters[name]
    if p.choices:
        control.focus()
        keys, here, there = ("ArrowDown", "ArrowUp"), p.choices.index(start), p.choices.index(value)
    else:
        step = explorer.sheet.figure.step(p)
        keys, here, there = ("ArrowRight", "ArrowLeft"), round(start / step), round(value / step)
    for _ in range(abs(there - here)):
        control.press(keys[there < here])
