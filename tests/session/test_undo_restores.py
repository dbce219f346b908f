"""Undoing everything restores every figure, whatever was decided in between."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labeler.session.session import Session

IDS = [f"{split}{i}" for split in "dt" for i in range(6)]
OTHER = {"cat": "dog", "dog": "cat"}
DECIDED = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(["correct", "incorrect", "excluded", "unsure", "adjudicated"]),
    st.sampled_from(["r", "s"]),
    st.sampled_from([None, (), ("blurry",), ("dark", "blurry")]),
)


def figures(session: Session) -> dict[str, object]:
    return {
        "rank": session.rank(resamples=20).to_dict(),
        "macro-f1": session.rank(metric="macro-f1", resamples=0).to_dict(),
        "errors": session.errors(split="dev+test").to_dict(),
        "audit": session.audit().to_dict(),
        "estimate": session.estimate().to_dict(),
        "noise": session.noise().to_dict(),
        "parity": session.parity().to_dict(),
        "agreement": session.agreement().to_dict(),
        "diagnose": session.diagnose().to_dict(),
        "suspicious": session.suspicious().to_dict(),
        "queues": [session.queue(name).to_dict() for name in ("errors", "right", "revisit", "conflicts")],
    }


def decide(session: Session, example_id: str, verdict: str, reviewer: str, categories: tuple[str, ...] | None) -> None:
    given_label = session.examples.task.given(
        session.examples.given, session.ordinal(example_id), session.examples.vocabulary
    )
    if verdict == "adjudicated":
        session.record_adjudication(example_id, "incorrect", label=OTHER[given_label], reviewer=reviewer)
        return
    label = OTHER[given_label] if verdict == "incorrect" else None
    session.record(example_id, verdict, label=label, reviewer=reviewer, categories=categories)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(DECIDED, min_size=1, max_size=10))
def test_undoing_all_decisions_restores_every_figure(session, steps):
    before = figures(session)
    for step in steps:
        decide(session, *step)
    for reviewer in ("r", "s"):
        while session.can_undo(reviewer):
            session.undo(reviewer=reviewer)
    assert figures(session) == before
