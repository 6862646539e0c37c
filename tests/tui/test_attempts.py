"""Words that were typed are never lost to an act that is refused, nor to one key."""

from __future__ import annotations

from netcrm.domain.interaction import Channel
from netcrm.domain.note_policy import read_policy
from netcrm.services.crm import Crm
from netcrm.services.values import Done
from netcrm.tui.attempts import Attempt, Typed
from netcrm.tui.dialogs import LogDialog
from netcrm.tui.widgets.rows import ChoiceRow, TextRow
from tests.tui.conftest import OpenScreens, said, settle, shown


class Asking:
    """A dialog with words in it, or without."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.begun: tuple[Typed, str] | None = None

    def typed(self) -> Typed | None:
        return {"words": self.words} if self.words else None

    def begin_with(self, typed: Typed, sentence: str) -> None:
        self.begun = (typed, sentence)


async def test_a_dialog_whose_words_are_refused_stands_there_again_with_all_of_them(
    crm: Crm, screens: OpenScreens
) -> None:
    crm.notes.set_rule("is:active", read_policy("none"))
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("l", "c", *"hello", "ctrl+s")
        await settle(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, LogDialog)
        assert dialog.query_one("#field-summary", TextRow).text == "hello"
        assert dialog.query_one("#field-channel", ChoiceRow).read() is Channel.CALL
        assert "Nothing was written." in shown(pilot)
        assert not said(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is dialog
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is not dialog


def test_what_was_answered_and_done_before_is_not_asked_or_done_again() -> None:
    attempt, first, second = Attempt(), Asking(""), Asking("words")
    attempt.keep_answer(first, "first")
    attempt.keep_done(Done(None, "Done."))
    attempt.keep_answer(second, "second")
    assert attempt.refuse("Refused.")
    assert attempt.begins_again()
    taken = [attempt.answered(), attempt.answered()]
    assert [(step.answer, step.done) for step in taken if step] == [("first", None), (None, Done(None, "Done."))]
    assert attempt.answered() is None
    again = Asking("")
    attempt.fill(again)
    assert again.begun == ({"words": "words"}, "Refused.")
    assert not attempt.begins_again()


def test_nothing_is_given_back_where_no_words_were_typed_or_they_were_kept_already() -> None:
    attempt = Attempt()
    attempt.keep_answer(Asking(""), "answer")
    assert not attempt.refuse("Refused.")
    attempt.keep_answer(Asking("words"), None)
    assert not attempt.refuse("Refused.")
    attempt.keep_answer(Asking("words"), "answer")
    attempt.keep_done(Done(None, "Done."))
    assert not attempt.refuse("Refused.")
    assert not attempt.begins_again()
