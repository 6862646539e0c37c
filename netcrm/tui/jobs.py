"""Work away from the event loop, and the one place where a bug is caught.

All writes of the screens go through one writer thread, in order; what takes time to read goes through one reader
thread, where work that is no longer wanted is dropped before it begins. Both open a connection of their own for each
piece of work. A failure that netcrm can explain becomes a notification; any other is a bug: a dialog shows it with
details to copy, and the screens go on.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from textual.dom import DOMNode
from textual.worker import Worker, WorkerError

from netcrm.errors import NetcrmError
from netcrm.services.values import Done
from netcrm.tui.attempts import CURRENT, Attempt
from netcrm.tui.sentences import for_screens

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.tui.acting_everywhere import FrameScreen
    from netcrm.tui.app import NetcrmApp

P = ParamSpec("P")
T = TypeVar("T")
ScreenT = TypeVar("ScreenT", bound="FrameScreen")

ACTS = "acts"
"""The worker group of what keys set going."""
LOAD = "load"
"""The worker group in which a screen reads what it shows."""


class Threads:
    """The writer and the reader: one thread each, begun when first used."""

    def __init__(self, crm: Crm) -> None:
        self._crm = crm
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reader")

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an act after all those asked for before it. A write that has begun is waited for, whatever happens."""
        return await asyncio.shield(self._run(self._writer, partial(function, *args, **kwargs)))

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what only reads; it is dropped if its caller goes away before it begins."""
        return await self._run(self._reader, partial(function, *args, **kwargs))

    def close(self) -> None:
        """Let what was begun end, and drop reading that was not."""
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    async def _run(self, executor: Executor, function: Callable[[], T]) -> T:
        def with_connection() -> T:
            with self._crm.connection():
                return function()

        return await asyncio.get_running_loop().run_in_executor(executor, with_connection)


async def act(app: NetcrmApp, function: Callable[P, Done], *args: P.args, **kwargs: P.kwargs) -> Done | None:
    """Write, say what was done, and let the screens show it; None where it failed, after saying why."""
    attempt = CURRENT.get()
    if attempt is not None and (step := attempt.answered()) is not None:
        return step.done
    with telling(app):
        done = await app.threads.write(function, *args, **kwargs)
        if attempt is not None:
            attempt.keep_done(done)
        tell_done(app, done)
        return done
    return None


async def take_back(app: NetcrmApp, change_set: int) -> None:
    """Undo an act, and say how to do it again."""
    with telling(app):
        tell_done(app, await app.threads.write(app.crm.history.undo, change_set), hint=f"{app.key_of('redo')} to redo")


@contextmanager
def telling(app: NetcrmApp) -> Iterator[None]:
    """Tell a failure instead of raising it: a sentence for one that can be explained, the bug dialog for any other.

    Where the words typed in a dialog were refused, the dialog says it, once it stands there again.
    """
    try:
        yield
    except NetcrmError as problem:
        attempt = CURRENT.get()
        if attempt is None or not attempt.refuse(for_screens(str(problem), app.key_of)):
            app.say(str(problem), is_problem=True)
    except Exception as bug:  # noqa: BLE001 - the one place: a bug must not take the screens with it
        app.show_bug("".join(traceback.format_exception(bug)))


def tell_done(app: NetcrmApp, done: Done, *, hint: str = "") -> None:
    """Say what an act did and how to take it back, and let the screens show it."""
    hint = hint or f"{app.key_of('undo')} to undo"
    app.say(f"{done.sentence} {hint}" if done.change_set is not None else done.sentence)
    app.store_changed()


def told(
    method: Callable[Concatenate[ScreenT, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[ScreenT, P], None]:
    """Make an action of a coroutine method: a worker, so that it can await dialogs, whose failures are told."""

    def start(self: ScreenT, /, *args: P.args, **kwargs: P.kwargs) -> None:
        self.app_.typed_ahead.hold()
        work = _then_release(self.app_, partial(method, self, *args, **kwargs))
        self.run_worker(work, group=ACTS, name=method.__name__)

    start.__doc__ = method.__doc__
    return start


async def _then_release(app: NetcrmApp, function: Callable[[], Awaitable[None]]) -> None:
    """Do what a key asked for; the next key acts on what the screen shows after it."""
    attempt = Attempt()
    CURRENT.set(attempt)
    try:
        await guarded(app, function)
        while attempt.begins_again():
            await guarded(app, function)
        await loaded(app)
    finally:
        app.call_later(app.typed_ahead.release)


async def loaded(app: NetcrmApp) -> None:
    """Wait until the screens show what they are reading."""
    for worker in [it for it in app.workers if it.group == LOAD and not it.is_finished]:
        with suppress(WorkerError):
            await worker.wait()


def background(
    node: DOMNode, group: str, function: Callable[P, Awaitable[None]], *args: P.args, **kwargs: P.kwargs
) -> Worker[None]:
    """Start a coroutine function as the only worker of its group on a node; its failures are told.

    It is called when the worker begins, not before: a coroutine that its successor overtakes is then never made.
    """

    async def work() -> None:
        await guarded(cast("NetcrmApp", node.app), partial(function, *args, **kwargs))

    return node.run_worker(work, group=group, exclusive=True)


async def guarded(app: NetcrmApp, function: Callable[[], Awaitable[T]]) -> T | None:
    """Await what `function` gives; tell a failure instead of raising it, and return None then."""
    with telling(app):
        return await function()
    return None
