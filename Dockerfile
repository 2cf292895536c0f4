FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DASHBOARD_DATABASE_URL=sqlite:////data/dashboard.db

WORKDIR /app

COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

# A folder made before the volume is declared keeps its owner in it.
RUN useradd --uid 10001 --user-group --no-create-home dashboard && install -d -o dashboard -g dashboard /data
VOLUME /data

COPY app.py gunicorn.conf.py ./
COPY assets assets
COPY dashboard dashboard
COPY data data

USER dashboard
EXPOSE 8050

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8050/healthz', timeout=4)"]

CMD ["sh", "-c", "python -m dashboard init && exec gunicorn --bind 0.0.0.0:8050 --worker-tmp-dir /dev/shm app:server"]
