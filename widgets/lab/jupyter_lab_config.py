"""JupyterLab for the book (`make lab`): this folder is on JUPYTER_CONFIG_PATH."""

c = get_config()  # noqa: F821

c.ServerApp.open_browser = True
c.LabApp.default_url = "/lab/tree/chapters/start/start.md"
c.LabApp.extension_manager = "readonly"  # the other one asks a package index for news
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
