"""The entry: `gunicorn app:server` for a site, `python app.py` to try it on one machine; see gunicorn.conf.py."""

import os
import sys

from dashboard.application import create_app, how_to_enter, prepare_first_start
from dashboard.settings import Settings

settings = Settings.from_environ(os.environ)

if __name__ == "__main__":
    prepare_first_start(settings)
    address = f"{settings.host}:{settings.port}"
    print(f"大屏    http://{address}/screen\n工作台  http://{address}/\n报送    http://{address}/report", flush=True)
    print(how_to_enter(settings), flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--bind", address, "app:server"])

app = create_app(settings)
server = app.server
