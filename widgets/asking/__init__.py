"""Questions about a model: what is asked, the answer, numbers made anew."""
