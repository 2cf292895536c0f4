"""The entry: `gunicorn app:server`, or `python app.py` on one machine."""

import os
import sys

from dashboard.application import create_app
from dashboard.settings import Settings

settings = Settings.from_environ(os.environ)

if __name__ == "__main__":
    address = f"{settings.host}:{settings.port}"
    print(f"大屏  http://{address}/screen\n工作台  http://{address}/\n报送  http://{address}/report", flush=True)
    workers = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--bind", address]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *workers, "app:server"])

app = create_app(settings)
server = app.server
