"""`python -m dashboard …`."""

from dashboard.cli.main import app

if __name__ == "__main__":
    app(prog_name="python -m dashboard")
