"""An SFU for video meetings of five to eight (Janus), where the program is installed: for the demo and browser tests.

It answers on this machine's own address alone. A real one: docs/how-to/deploy.md.
"""

import os
import shutil
from pathlib import Path

from brygga.launch.keys import secret_folder
from brygga.launch.ports import port_beside

FIRST_PORT, PORTS, SLOTS = 48_000, 100, 40
"""Each demo on a machine has a stretch of its own: eight people, each with eight connections."""

FILES = {
    "janus.jcfg": """
general: {{
  server_name = "brygga"
  admin_secret = "{admin_secret}"
  token_auth = true
  token_auth_secret = "{secret}"
  session_timeout = 20
  debug_level = 2
  hide_dependencies = true
}}
media: {{ rtp_port_range = "{first}-{last}" }}
nat: {{ ice_enforce_list = "127.0.0.1" }}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
loggers: {{ disable = "libjanus_jsonlog.so" }}
""",
    "janus.plugin.videoroom.jcfg": """
general: {{
  admin_key = "{admin_secret}"
  string_ids = true
}}
""",
    "janus.transport.websockets.jcfg": """
general: {{
  json = "compact"
  ws = true
  ws_port = {port}
  ws_ip = "127.0.0.1"
}}
""",
    "janus.transport.http.jcfg": """
general: {{
  json = "compact"
  http = false
}}
admin: {{
  admin_base_path = "/admin"
  admin_http = true
  admin_port = {admin_port}
  admin_ip = "127.0.0.1"
}}
""",
}

UNUSED_PLUGINS = (
    *("audiobridge", "duktape", "echotest", "lua", "nosip", "recordplay", "sip", "streaming", "textroom"),
    *("videocall", "voicemail"),
)
UNUSED_TRANSPORTS = ("mqtt", "nanomsg", "pfunix", "rabbitmq")


def program() -> str | None:
    return shutil.which("janus")


def told(data: Path, beside: int, secret: str, admin_secret: str) -> dict[str, str]:
    """What the web server is told of the SFU; nothing where there is none. The files beside are the SFU's own."""
    if program() is None:
        return {}
    port = port_beside(beside)
    admin_port = port_beside(port)
    _write(data, port, admin_port, secret, admin_secret)
    return {
        "BRYGGA_SFU_URL": f"ws://127.0.0.1:{port}",
        "BRYGGA_SFU_ADMIN_URL": f"http://127.0.0.1:{admin_port}/admin",
        "BRYGGA_SFU_SECRET": secret,
        "BRYGGA_SFU_ADMIN_SECRET": admin_secret,
    }


def command(data: Path) -> list[str]:
    """Said to be silent it still says a little, which is nothing to whoever starts the demo."""
    janus = [program() or "janus", "--configs-folder", str(_folder(data)), "--disable-stdout"]
    return ["/bin/sh", "-c", 'exec "$@" >/dev/null 2>&1', "janus", *janus]


def _folder(data: Path) -> Path:
    folder = secret_folder(data.absolute()) / "janus"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _write(data: Path, port: int, admin_port: int, secret: str, admin_secret: str) -> None:
    """Secrets go by files that only their owner reads, never by command line."""
    first = FIRST_PORT + port % SLOTS * PORTS
    given = {
        "port": port,
        "admin_port": admin_port,
        "first": first,
        "last": first + PORTS - 1,
        "secret": secret,
        "admin_secret": admin_secret,
        "plugins": ",".join(f"libjanus_{name}.so" for name in UNUSED_PLUGINS),
        "transports": ",".join(f"libjanus_{name}.so" for name in UNUSED_TRANSPORTS),
    }
    for name, text in FILES.items():
        path = _folder(data) / name
        path.unlink(missing_ok=True)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(text.format(**given))
