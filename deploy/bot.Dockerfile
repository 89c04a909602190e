# The bot: trained when the image is built, without credentials and without data when it runs. While its words are drafts there is no
# model (status 3): it does not start, and the chat offers a person instead.
FROM python:3.11 AS packages
COPY bot/requirements.lock requirements-dev.lock ./
# uv, because pip refuses a rasa that says it wants an older Python; the lock holds versions that run on this one.
RUN pip install --no-cache-dir "$(grep -o '^uv==[0-9.]*' requirements-dev.lock)" \
    && uv venv /opt/venv \
    && uv pip sync --no-cache --python /opt/venv/bin/python requirements.lock

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    EVENLIGHT_ENV=production RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 MPLCONFIGDIR=/tmp
WORKDIR /srv
COPY --from=packages /opt/venv /opt/venv
COPY deploy/healthy.py /usr/local/bin/healthy
COPY bot bot
RUN chmod 0755 /usr/local/bin/healthy && (python bot/train.py || [ $? -eq 3 ])
USER 10001:10001
ENTRYPOINT ["python", "-m", "rasa", "run", "--model", "bot/models/bot.tar.gz", "--credentials", "bot/credentials.yml", \
            "--endpoints", "bot/endpoints.yml", "--port", "5005", "--quiet"]
CMD ["--interface", "0.0.0.0"]
