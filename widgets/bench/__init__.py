"""What the README promises, measured on a built book: `python -m widgets.bench` prints one table."""
