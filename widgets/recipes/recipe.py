"""What every recipe is: a named data set, read off a model."""


class Recipe:
    """What recipes share. Those that move parameters say which (`moved`) and which definitions they draw (`lines`)."""

    makes: frozenset[str]  # fields of the data set
    along: tuple[str, ...] = ()  # what runs along its axes, wherever the reader has put it

    @property
    def moved(self) -> set[str]:
        """Parameters that the recipe moves away from where the reader has put them."""
        return set()

    def rests_on(self, model) -> set[str] | None:
        """The parameters that can change the rows, or None where they must be read off each time."""
        return self._program(model).rests_on() - set(self.along)

    def fields(self, model) -> dict[str, list]:
        """Field → the names or expressions whose values stand in it, for the units in which they are shown."""
        return {}

    def check(self, model) -> None:
        """Raise ValueError if the recipe asks for what `model` does not have, or for nothing."""
        try:
            self._check(model)
        except ValueError as fault:
            raise ValueError(f"data set {self.name!r}: {fault}") from None
