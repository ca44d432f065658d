"""A mail server beside: hands letters over by real LMTP on a real socket, as Postfix does."""

import asyncio
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from threading import Thread

from brygga.messages.receiving import protocol

BASE = "svar@post.exempel"


@contextmanager
def receiver(port: int) -> Iterator[int]:
    """The receiver, in a thread of its own."""
    loop = asyncio.new_event_loop()
    running = Thread(target=loop.run_forever)
    running.start()
    server = asyncio.run_coroutine_threadsafe(_listening(loop, port), loop).result(10)
    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(_ended(loop, server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        running.join()
        loop.close()


async def _listening(loop: asyncio.AbstractEventLoop, port: int) -> asyncio.Server:
    return await loop.create_server(protocol, "127.0.0.1", port)


async def _ended(loop: asyncio.AbstractEventLoop, server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await loop.shutdown_default_executor()


def delivered(
    port: int, letter: EmailMessage | bytes, to: str, sender: str = "alma@exempel.se"
) -> tuple[int, str]:
    """What the receiver answered, last: code and sentence."""
    content = letter if isinstance(letter, bytes) else letter.as_bytes(policy=policy.SMTP)
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
        server.ehlo()
        server.mail(sender, ["SMTPUTF8"])
        code, said = server.rcpt(to)
        if code == 250:
            code, said = server.data(content)
    return code, said.decode()


def letter(text: str = "Ja, jag kommer.", ident: str = "<1@exempel.se>", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Alma <Alma@exempel.se>", BASE, "SV: Något nytt"
    if ident:
        mail["Message-ID"] = ident
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail
