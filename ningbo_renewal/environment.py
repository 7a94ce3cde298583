"""What differs between machines: environment variables, read once and checked. Nothing needs to be set.

A wrong value stops the start with the sentence that mends it.
"""

import os
import re
import secrets
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlparse

ROOT = Path(__file__).resolve().parent.parent
TASK_LIMIT = 1800  # seconds a task may run
# A message whose worker is gone comes back within seconds; one whose worker still runs must not: twice the time limit.
# A request that rings the worker tries once and gives up soon.
TRANSPORT = {
    "visibility_timeout": 2 * TASK_LIMIT,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 3,
    "max_retries": 0,
}
HERE = ("127.0.0.1", "localhost", "::1")
NOT_SHOWN = "现在的值不是这样（可能含密码，不显示）"


class Wrong(ValueError):
    """A variable's value cannot be used; the message says what to write instead."""


def flag(name, default):
    value = os.environ.get(name, default)
    if value not in ("0", "1"):
        raise Wrong(f"{name} 只能是 0 或 1，现在是“{value}”。例如：{name}=1 make run")
    return value == "1"


def number(name, default, low, high):
    value = os.environ.get(name, str(default))
    if not value.isdigit() or not low <= int(value) <= high:
        raise Wrong(f"{name} 要填 {low} 到 {high} 之间的整数，现在是“{value}”")
    return int(value)


def words(name, default):
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder():
    """DATA_DIR, made when it is not there."""
    path = Path(os.environ.get("DATA_DIR") or ROOT / "var").expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(f"DATA_DIR 指的目录 {path} 建不了：{error.strerror}。请换一个可写的目录") from error
    if not os.access(path, os.W_OK):
        raise Wrong(f"DATA_DIR 指的目录 {path} 不能写。请换一个可写的目录")
    return path


def secret_key(data_dir):
    """SECRET_KEY, or one made up at the first start and kept in DATA_DIR, readable by the owner only."""
    if value := os.environ.get("SECRET_KEY"):
        if len(value) < 32:
            raise Wrong("SECRET_KEY 太短，至少 32 个字符。不设它，系统会自己生成并保存")
        return value
    path = data_dir / "secret_key"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def address(name, data_dir):
    """The variable, or the embedded server's address that the supervisor left while it runs (for manage.py by hand)."""
    note = data_dir / "addresses" / name
    return os.environ.get(name) or (note.read_text() if note.exists() else "")


def database(url):
    parts = urlparse(url)
    if not url:
        raise Wrong(
            "没有数据库可用。请先运行 make run（自带数据库），或设 DATABASE_URL=postgresql://用户:密码@主机:5432/库名"
        )
    if parts.scheme not in ("postgres", "postgresql"):
        raise Wrong(
            f"DATABASE_URL 要形如 postgresql://用户:密码@主机:5432/库名，{NOT_SHOWN}。不设它，make run 会自带数据库"
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def redis(url):
    """(address for Celery, address for the cache): the client libraries spell sockets differently."""
    scheme, _, rest = url.partition("://")
    if not url:
        raise Wrong("没有 Redis 可用。请先运行 make run（自带 Redis），或设 REDIS_URL=redis://主机:6379/0")
    if scheme in ("redis", "rediss"):
        return url, url
    if scheme in ("unix", "redis+socket"):
        return f"redis+socket://{rest}", f"unix://{rest}"
    raise Wrong(f"REDIS_URL 要形如 redis://主机:6379/0，{NOT_SHOWN}。不设它，make run 会自带 Redis")


S3 = ("S3_ENDPOINT", "S3_BUCKET", "S3_KEY", "S3_SECRET")
ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def storage():
    """Where uploads lie: DATA_DIR, or an S3-compatible store when its four variables are set."""
    given = {name: os.environ.get(name, "") for name in S3}
    if not any(given.values()):
        return ON_DISK
    if missing := [name for name, value in given.items() if not value]:
        raise Wrong(f"对象存储要同时设 {'、'.join(S3)}，还缺 {'、'.join(missing)}。四个都不设，文件放在 DATA_DIR")
    if not given["S3_ENDPOINT"].startswith(("http://", "https://")):
        raise Wrong("S3_ENDPOINT 要形如 https://对象存储的地址")
    # Newer AWS clients add checksums that most other makers' stores refuse.
    os.environ.setdefault("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    os.environ.setdefault("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required")
    options = {
        "endpoint_url": given["S3_ENDPOINT"],
        "bucket_name": given["S3_BUCKET"],
        "access_key": given["S3_KEY"],
        "secret_key": given["S3_SECRET"],
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options | {"file_overwrite": False}}


def password(at_home):
    """Of the demo accounts. The one that everybody can read here is for this machine only."""
    value = os.environ.get("DEMO_PASSWORD") or "Ningbo-demo-2026"
    if not at_home and not os.environ.get("DEMO_PASSWORD"):
        raise Wrong("别的机器也能打开本系统，演示账号却用公开的密码。正式使用请设 DEMO=0；演示请另设 DEMO_PASSWORD")
    classes = sum(bool(re.search(p, value)) for p in (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]"))
    if len(value) < 10 or classes < 3:
        raise Wrong("DEMO_PASSWORD 至少 10 个字符，并包含大写、小写、数字、符号中的三种")
    return value


def mail():
    """Django's settings for e-mail from EMAIL_URL (smtp://, smtp+starttls:// or smtps://); none: it is printed."""
    value, sender = os.environ.get("EMAIL_URL") or "", os.environ.get("EMAIL_FROM") or ""
    if not value:
        return {}
    parts = urlparse(value)
    kinds = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    if parts.scheme not in kinds or not parts.hostname:
        raise Wrong(f"EMAIL_URL 要形如 smtps://用户:密码@邮件服务器:465，{NOT_SHOWN}。不设它，通知改为打印")
    if "@" not in sender:
        raise Wrong("设了 EMAIL_URL 还要设 EMAIL_FROM（发件邮箱），例如 EMAIL_FROM=zjj@example.gov.cn")
    return {
        "host": parts.hostname,
        "port": parts.port or kinds[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "ssl": parts.scheme == "smtps",
        "tls": parts.scheme == "smtp+starttls",
        "sender": sender,
    }


def sms():
    """The address of the bureau's SMS gateway; empty: notices are printed."""
    value = os.environ.get("SMS_URL") or ""
    if value and not value.startswith(("http://", "https://")):
        raise Wrong("SMS_URL 要形如 https://短信网关/send。不设它，通知改为打印")
    return value


def site():
    """Where residents reach the portal, for letters written without a request; empty: letters carry no link."""
    value = (os.environ.get("SITE_URL") or "").rstrip("/")
    if value and not re.fullmatch(r"https?://[^\s/?#]+", value):
        raise Wrong("SITE_URL 要形如 https://平台的域名，后面不带路径。不设它，邮件里没有退订链接")
    return value


def tiles():
    """The address of map tiles with {z}, {x}, {y}; empty: the map has no ground but the districts' outlines."""
    value = os.environ.get("MAP_TILES") or ""
    if value and not (value.startswith("https://") and all(f"{{{part}}}" in value for part in "xyz")):
        raise Wrong("MAP_TILES 应是 https 开头的地址，里面有 {z}、{x}、{y}")
    return value


def datum():
    """Tiles of 天地图 are in CGCS2000, which is WGS-84 to a map; those of 高德 in GCJ-02, as the register's points."""
    value = os.environ.get("MAP_TILES_DATUM") or "wgs84"
    if value not in ("wgs84", "gcj02"):
        raise Wrong("MAP_TILES_DATUM 应是 wgs84（天地图）或 gcj02（高德）")
    return value


def read():
    """Everything settings and the web server need, checked."""
    data_dir = folder()
    key = secret_key(data_dir)
    broker, cache = redis(address("REDIS_URL", data_dir))
    demo, listen, behind_https = flag("DEMO", "1"), os.environ.get("LISTEN") or HERE[0], flag("BEHIND_HTTPS", "0")
    return SimpleNamespace(
        data_dir=data_dir,
        debug=flag("DEBUG", "0"),
        secret_key=key,
        ledger_key=os.environ.get("LEDGER_KEY") or key,
        field_key=os.environ.get("FIELD_KEY") or key,
        listen=listen,
        port=number("PORT", 8000, 1, 65535),
        allowed_hosts=words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]"),
        behind_https=behind_https,
        web_workers=number("WEB_WORKERS", 2, 1, 64),
        web_threads=number("WEB_THREADS", 8, 1, 64),
        demo=demo,
        demo_password=password(at_home=not demo or (listen in HERE and not behind_https)),
        site_name=os.environ.get("SITE_NAME") or "宁波市老旧小区改造管理平台",
        site_owner=os.environ.get("SITE_OWNER") or "宁波市住房和城乡建设局",
        site_url=site(),
        site_phone=os.environ.get("SITE_PHONE") or "0574-12345",
        database=database(address("DATABASE_URL", data_dir)),
        storage=storage(),
        celery_broker_url=broker,
        redis_cache_url=cache,
        celery_transport_options=TRANSPORT,
        task_limit=TASK_LIMIT,
        map_tiles=tiles(),
        map_tiles_datum=datum(),
        map_attribution=os.environ.get("MAP_ATTRIBUTION") or "",
        mail=mail(),
        sms_url=sms(),
        sms_token=os.environ.get("SMS_TOKEN") or "",
        webhook_allowed_hosts=words("WEBHOOK_ALLOWED_HOSTS", ""),
        session_idle_minutes=number("SESSION_IDLE_MINUTES", 15, 1, 720),
        token_life=timedelta(days=number("TOKEN_DAYS", 30, 1, 365)),
    )


def checked(step):
    """What `step()` returns; a wrong value ends the program with its sentence (exit status 2), without a traceback."""
    try:
        return step()
    except Wrong as wrong:
        sys.stderr.write(f"设置有误：{wrong}\n")
        raise SystemExit(2) from None


def __getattr__(name):
    """`ENV`, read at first use."""
    if name != "ENV":
        raise AttributeError(name)
    globals()["ENV"] = value = checked(read)
    return value
