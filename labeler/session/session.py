"""An open project: its verbs are the command line's, its figures are the core's (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Unpack

from labeler.core.bootstrap import Progress
from labeler.core.decisions import Decision, Resolution, Verdict
from labeler.core.log import ActionState, Event
from labeler.core.predictions import Prediction
from labeler.core.visits import Visit
from labeler.session import (
    absent_media,
    adjudication,
    agreement,
    apply_preview,
    audits,
    bulk,
    diagnosis,
    figures,
    keeping,
    noise,
    outlook,
    overview,
    places,
    quality,
    queue_kinds,
    queue_listing,
    queues,
    ranking,
    recording,
    releases,
    relocation,
    revert,
    setup,
    sheet,
    sheet_rows,
    suspicion,
    typed_errors,
    verification,
    version_changes,
)
from labeler.session import categories as error_categories
from labeler.session import confusion as confusions
from labeler.session import corrections as corrected
from labeler.session import estimates as partial_review
from labeler.session import guidelines as rules
from labeler.session import orders as sort_orders
from labeler.session import views as viewing
from labeler.session import visits as visiting
from labeler.session.agreement import AgreementFigures
from labeler.session.apply_preview import ApplyPreview
from labeler.session.audit_results import AuditFigures
from labeler.session.categories import CategoryList
from labeler.session.confusion import Confusion
from labeler.session.corrections import Conflict, Corrections
from labeler.session.criteria import Criteria
from labeler.session.diagnosis import Diagnosed, Told, Typed
from labeler.session.estimates import Estimates
from labeler.session.guidelines import GuidelineList, Rule
from labeler.session.keeping import Showing, Stop
from labeler.session.noise import Noise
from labeler.session.open_project import OpenProject, PathLike
from labeler.session.outlook import Outlook
from labeler.session.overview import Overview
from labeler.session.places import Place
from labeler.session.quality import QualityFigures
from labeler.session.queue_course import QueueCourse
from labeler.session.queues import Wanted
from labeler.session.relocation import Relocated
from labeler.session.results import (
    Applied,
    Changes,
    Exported,
    Info,
    ParityFigures,
    Queue,
    Ranking,
    Recorded,
    Turned,
    Verified,
    Versions,
)
from labeler.session.revert import Reverted
from labeler.session.said import Said, decision, reviewer_named
from labeler.session.sheet import ErrorSheet
from labeler.session.sheet_rows import SheetRows
from labeler.session.suspicion import SuspiciousLabels
from labeler.session.version_changes import VersionChanges
from labeler.session.views import Matching, View
from labeler.session.visits import TimeSpent
from labeler.store.visits import shown_and_undecided


class Session(OpenProject):
    """An open project with its verbs; options are those of the command line, results typed values."""

    def model(self, name: str | None = None) -> Prediction:
        """The model of that name, or the selected one; raises LabelerError where there is none."""
        return figures.model(self, name)

    # Verbs

    def info(self) -> Info:
        examples = self.examples
        looked_at, left_undecided = shown_and_undecided(self.connection)
        return Info(
            project=str(self.path),
            task=examples.task.name,
            examples=examples.split_sizes,
            models=[prediction.model for prediction in self.predictions],
            labels=list(examples.vocabulary.names),
            decisions=self.log().standing_count(),
            label_version=releases.latest(self),
            seed=examples.seed,
            warnings=absent_media.warnings(self.settings),
            looked_at=looked_at,
            left_undecided=left_undecided,
        )

    def add_predictions(
        self, *files: tuple[str, PathLike], threshold: float | None = None, skip_bad_rows: bool = False
    ) -> Info:
        """Add (model, file) pairs, all or none; a model that is there already gets a new revision."""
        self.require_writable()
        pairs = [(model, Path(path)) for model, path in files]
        setup.add_predictions(self.connection, self.examples, pairs, threshold=threshold, skip_bad_rows=skip_bad_rows)
        for name in ("predictions", "examples", "review"):
            self.__dict__.pop(name, None)
        return self.info()

    def queue(self, name: str, **wanted: Unpack[Wanted]) -> Queue:
        """Examples to review in ticket order, ``size`` a split; decided ones are included (METHOD 7).

        Covers dev and test; raises LabelerError for a split asked for of which the model predicts nothing.
        """
        return queue_listing.listed(self, self.queue_plan(name, **wanted), reviewer=reviewer_named(None))

    def queue_plan(self, name: str, **wanted: Unpack[Wanted]) -> queues.Plan:
        """The same queue as ordinals, for a window that shows one example at a time."""
        return queue_kinds.plan(self, name, queues.asked(self, **wanted))

    def outlook(self, plan: queues.Plan, *, reviewer: str | None = None) -> Outlook:
        """What a queue takes the reviewer (METHOD 6, countdown)."""
        return outlook.outlook(self, plan, reviewer=reviewer_named(reviewer))

    def queue_outlook(self, name: str, *, by: str | None = None, **wanted: Unpack[Wanted]) -> Outlook:
        """The same of a queue that isn't drawn yet, which begins no audit; ``by`` is who would go through it."""
        return outlook.expected(self, name, queues.asked(self, **wanted), reviewer=reviewer_named(by))

    def queue_course(self, plan: queues.Plan, *, reviewer: str | None = None) -> QueueCourse:
        """How far the reviewer is in a queue, kept up to date at every decision."""
        return QueueCourse(self, plan, reviewer=reviewer_named(reviewer))

    def matching(self, view: View) -> Matching:
        """The examples of a view, in its order (DESIGN 2.4)."""
        return viewing.matching(self, view)

    def orders(self) -> tuple[str, ...]:
        """Names of the orders that a view can have."""
        return sort_orders.orders(self)

    def views(self) -> Mapping[str, View]:
        """The views kept in the project, by name."""
        return viewing.views(self)

    def saved_views(self) -> viewing.SavedViews:
        """The same with what each comes to now."""
        return viewing.saved_views(self)

    def save_view(self, name: str, view: View) -> None:
        """Keep a view in the project, in place of the one of that name."""
        viewing.save(self, name, view)

    def remove_view(self, name: str) -> None:
        viewing.remove(self, name)

    def confusion(self, *, model: str | None = None, split: str | None = None, view: View | None = None) -> Confusion:
        """Which label is predicted for which, before relabeling and after, of all examples or a view's."""
        return confusions.confusion(self, model=model, split=split, view=view)

    def media_in(self, folder: PathLike, *, anyway: bool = False) -> Relocated:
        """Which media a folder holds of this project; raises LabelerError for none, unless ``anyway``."""
        return relocation.media_in(self, folder, anyway=anyway)

    def relocate(self, folder: PathLike, *, anyway: bool = False) -> Relocated:
        """Look for the media in that folder from now on; raises LabelerError as ``media_in``."""
        self.require_writable()
        return relocation.relocate(self, folder, anyway=anyway)

    def record(self, example_id: str, verdict: Verdict | str | None, **said: Unpack[Said]) -> Changes:
        """Record one decision, durable when this returns; categories not known yet are made."""
        self.require_writable()
        return recording.record(self, example_id, decision(verdict, **said))

    def record_all(
        self, example_ids: Sequence[str], verdict: Verdict | str | None, **said: Unpack[bulk.SaidOfAll]
    ) -> Changes:
        """Record the same of many examples as one action; what isn't said stays as it stands."""
        self.require_writable()
        return self.bulk(example_ids, verdict, **said).record()

    def bulk(
        self, example_ids: Sequence[str], verdict: Verdict | str | None, **said: Unpack[bulk.SaidOfAll]
    ) -> bulk.Bulk:
        """The same in steps, for a window that mustn't wait, with what it would do beforehand."""
        return bulk.Bulk(self, example_ids, verdict, said)

    def record_adjudication(self, example_id: str, verdict: Verdict | str, **said: Unpack[Said]) -> Changes:
        """Decide in place of the reviewers (DESIGN 4, Resolution); ``reviewer`` is who adjudicates."""
        self.require_writable()
        said.setdefault("seen", ("others",))
        return adjudication.record(self, example_id, decision(verdict, **said))

    def decide(
        self, path: PathLike, *, reviewer: str | None = None, skip_bad_rows: bool = False, blind: bool = False
    ) -> Recorded:
        """Record a table of decisions as one action; ``blind``: taken without a look at the predictions."""
        self.require_writable()
        return recording.decide(
            self, Path(path), reviewer=reviewer_named(reviewer), skip_bad_rows=skip_bad_rows, blind=blind
        )

    def adjudicate(self, path: PathLike, *, reviewer: str | None = None, skip_bad_rows: bool = False) -> Recorded:
        """Record a table of adjudications as one action."""
        self.require_writable()
        return adjudication.adjudicate(self, Path(path), reviewer=reviewer_named(reviewer), skip_bad_rows=skip_bad_rows)

    def quality(self, reviewer: str | None = None) -> QualityFigures:
        """How often a reviewer errs, by the quality check (METHOD 10)."""
        return quality.quality(self, reviewer)

    def category_list(self) -> CategoryList:
        """The error categories with what they are for and how many examples have them (METHOD 2)."""
        return error_categories.listed(self)

    def add_category(self, name: str, *, description: str = "", reviewer: str | None = None) -> CategoryList:
        """Make an error category before anybody ticks it."""
        self.require_writable()
        return error_categories.add(self, name, description=description, reviewer=reviewer_named(reviewer))

    def rename_category(self, old: str, new: str, *, reviewer: str | None = None) -> CategoryList:
        self.require_writable()
        return error_categories.rename(self, old, new, reviewer=reviewer_named(reviewer))

    def merge_category(self, name: str, into: str, *, reviewer: str | None = None) -> CategoryList:
        """Count the ticks of one category as another's."""
        self.require_writable()
        return error_categories.merge(self, name, into, reviewer=reviewer_named(reviewer))

    def move_category(self, name: str, before: str | None = None, *, reviewer: str | None = None) -> CategoryList:
        """Put a category before another one, or last."""
        self.require_writable()
        return error_categories.move(self, name, before=before, reviewer=reviewer_named(reviewer))

    def describe_category(self, name: str, text: str, *, reviewer: str | None = None) -> CategoryList:
        self.require_writable()
        return error_categories.describe(self, name, text, reviewer=reviewer_named(reviewer))

    def guidelines(self) -> GuidelineList:
        """What classes and categories mean, and how many decisions the last change of each touches (DESIGN 2.3)."""
        return rules.listed(self)

    def rule(self, about: str, name: str) -> Rule:
        """What belongs in one class or category; ``about`` is "class" or "category"."""
        return rules.rule(self, about, name)

    def define(self, about: str, name: str, text: str, *, reviewer: str | None = None) -> GuidelineList:
        """Say what belongs in a class or category."""
        self.require_writable()
        return rules.define(self, about, name, text, reviewer=reviewer_named(reviewer))

    def add_reference(self, about: str, name: str, example_id: str, *, reviewer: str | None = None) -> GuidelineList:
        """Show an example as one of a class or category."""
        self.require_writable()
        return rules.add_reference(self, about, name, example_id, reviewer=reviewer_named(reviewer))

    def remove_reference(self, about: str, name: str, example_id: str, *, reviewer: str | None = None) -> GuidelineList:
        self.require_writable()
        return rules.remove_reference(self, about, name, example_id, reviewer=reviewer_named(reviewer))

    def keep(self, reviewer: str, visits: Sequence[Showing], place: Stop | None) -> None:
        """Count what a reviewer was shown, and remember where they are in a queue; nothing where one can only read."""
        keeping.keep(self, reviewer, visits, place)

    def was_shown(self, ordinal: int, reviewer: str) -> bool:
        return self.visit(ordinal, reviewer) is not None

    def visit(self, ordinal: int, reviewer: str) -> Visit | None:
        """How often a reviewer was shown an example, and for how long; None for never."""
        return self.visits.of(reviewer).get(self.examples.ids[ordinal])

    def time_spent(self) -> TimeSpent:
        """What each reviewer looked at, decided or not, and how long it took (DESIGN 2.3)."""
        return visiting.time_spent(self)

    def places(self, reviewer: str) -> list[Place]:
        """Where a reviewer stopped, one place a queue, the newest first."""
        return places.places(self, reviewer)

    def undo(self, *, reviewer: str | None = None) -> Turned:
        """Take back the last action of a reviewer here; of whoever acted last, if none is named."""
        self.require_writable()
        return recording.turn(self, back=True, reviewer=reviewer)

    def redo(self, *, reviewer: str | None = None) -> Turned:
        """Bring back what undo took last."""
        self.require_writable()
        return recording.turn(self, back=False, reviewer=reviewer)

    def can_undo(self, reviewer: str) -> bool:
        return self.log().has(reviewer, ActionState.DONE)

    def can_redo(self, reviewer: str) -> bool:
        return self.log().has(reviewer, ActionState.UNDONE)

    def decisions(self, example_id: str) -> Mapping[str, Decision]:
        """The standing decision of each reviewer on one example; categories by key."""
        return self.review.decisions(self.ordinal(example_id))

    def resolution(self, example_id: str) -> Resolution:
        return self.review.resolution(self.ordinal(example_id))

    def history(self, example_id: str) -> list[Event]:
        """Every decision ever recorded on one example, also those taken back."""
        return self.log().history(example_id)

    def audit(
        self,
        *,
        split: Sequence[str] = (),
        leader: str | None = None,
        risk: float | None = None,
        metric: str | None = None,
    ) -> AuditFigures:
        """Whether the leader is surely the best, and how many reviews that still takes at most (METHOD 6).

        Begins nothing: ``audit_queue`` does.
        """
        return audits.audit(self, split=split, leader=leader, risk=risk, metric=metric)

    def audit_queue(
        self,
        *,
        split: Sequence[str] = (),
        leader: str | None = None,
        risk: float | None = None,
        metric: str | None = None,
        size: int | None = 100,
        exact_count: bool = False,
    ) -> Queue:
        """What the audit still needs reviewed; the first call fixes and records its leader (METHOD 6)."""
        plan = audits.queue(
            self, audits.asked(self, split, leader, size), metric=metric, risk=risk, exact_count=exact_count
        )
        return queue_listing.listed(self, plan, reviewer=reviewer_named(None))

    def rank(
        self,
        *,
        metric: str | None = None,
        split: Sequence[str] = (),
        bound: Sequence[str] | None = None,
        version: int | str = "working",
        before: int = 0,
        resamples: int = 10_000,
        progress: Progress | None = None,
    ) -> Ranking:
        """Values and ranks before and after relabeling (METHOD 5); ``before`` is the command line's ``--from``.

        By the project's own metric and bounds unless they are given. ``resamples`` 0 leaves the bootstrap out;
        ``progress`` hears how much of it is done.
        """
        return ranking.rank(
            self,
            metric=metric,
            split=split,
            bounds=bound,
            version=version,
            before=before,
            resamples=resamples,
            progress=progress,
        )

    def criteria(self, *, metric: str | None = None, bound: Sequence[str] | None = None) -> Criteria:
        """What models are selected by wherever none is named; sets the metric or the bounds where given (METHOD 1)."""
        return figures.criteria_in_force(self, metric=metric, bounds=bound)

    def errors(self, *, model: str | None = None, split: str | None = None, basis: str = "all") -> ErrorSheet:
        """What a model's errors on one split are made of, and whether relabeling is worth it (METHOD 2 and 3)."""
        return sheet.errors(self, model=model, split=split, basis=basis)

    def sheet_rows(self, *, model: str | None = None, split: str | None = None) -> SheetRows:
        """The errors that such a sheet goes over, by ticket, and what stands on each."""
        return sheet_rows.rows(self, model=model, split=split)

    def overview(self) -> Overview:
        """What the project holds, how far its review is, and what to do next (DESIGN 2.2)."""
        return overview.overview(self)

    def parity(self) -> ParityFigures:
        """How alike dev and test were reviewed (METHOD 4)."""
        return figures.parity(self)

    def suspicious(
        self,
        *,
        split: Sequence[str] = (),
        model: Sequence[str] = (),
        size: int | None = 100,
        near_duplicates: bool = False,
        progress: suspicion.Progress | None = None,
    ) -> SuspiciousLabels:
        """Which given labels look incorrect, ``size`` a split, by all models unless some are named (METHOD 8)."""
        return suspicion.suspicious(
            self, models=model, split=split, size=size, with_copies=near_duplicates, progress=progress
        )

    def estimate(self, *, metric: str | None = None, split: Sequence[str] = ()) -> Estimates:
        """Every model's corrected error, told from part of the review (METHOD 6)."""
        return partial_review.estimates(self, metric=metric, split=split)

    def noise(self, *, split: str | None = None, models: Sequence[str] = ()) -> Noise:
        """Random or systematic label errors, and how many would turn the ranking (METHOD 9 and 5)."""
        return noise.noise(self, split=split, models=models)

    def corrections(self, *, split: str | None = None, status: str = "corrected") -> Corrections:
        """Labels that don't stand as given, who said so and which models agree; ``status`` "all" for every kind."""
        return corrected.corrections(self, split=split, status=status)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Examples on which reviewers disagree, also those adjudicated by now (METHOD 10)."""
        return corrected.conflicts(self)

    def agreement(self) -> AgreementFigures:
        """How far the reviewers agree (METHOD 10)."""
        return agreement.agreement(self)

    def diagnose(
        self,
        *,
        model: str | None = None,
        metric: str | None = None,
        version: int | str = "working",
        **typed: Unpack[Told],
    ) -> Diagnosed:
        """Where the error comes from, before and after relabeling (METHOD 11); typed errors are in percent.

        Those kept in the project stand beside the ones typed here.
        """
        told = typed_errors.over(self.typed_errors(), typed)
        return diagnosis.diagnose(self, Typed.percent(**told), model=model, metric=metric, version=version)

    def typed_errors(self) -> Told:
        """The errors that people typed and left standing in the project."""
        return typed_errors.kept(self)

    def keep_typed_errors(self, **typed: Unpack[Told]) -> Changes:
        """Let these errors stand, in place of all kept before."""
        self.require_writable()
        return typed_errors.keep(self, typed)

    def apply(self, *, override_parity: str | None = None, by: str | None = None) -> Applied:
        """Make the working labels of dev and test the next version."""
        return releases.apply(self, override_parity=override_parity, by=reviewer_named(by))

    def apply_preview(self) -> ApplyPreview:
        """What ``apply`` would do now: against the latest version, with parity and the model selected (METHOD 4)."""
        return apply_preview.apply_preview(self)

    def revert(self, number: int, *, by: str | None = None) -> Reverted:
        """Make the labels of an earlier version, or of 0 (given), the next version; decisions stand."""
        return revert.revert(self, number, by=reviewer_named(by))

    def versions(self) -> Versions:
        return releases.versions(self)

    def version_changes(self, before: int | str, after: int | str = "working") -> VersionChanges:
        """What differs between two of 0 (given), N (applied) and "working"."""
        return version_changes.version_changes(self, before, after)

    def export(
        self,
        folder: PathLike,
        *,
        format: str = "csv",  # noqa: A002 - the option's name
        changes_only: bool = False,
        in_place_of: PathLike | None = None,
        version: int | None = None,
    ) -> Exported:
        """Write an applied version into an absent or empty folder (DESIGN 4, Export)."""
        original = None if in_place_of is None else Path(in_place_of)
        return releases.export(
            self, Path(folder), format=format, changes_only=changes_only, in_place_of=original, version=version
        )

    def verify(self) -> Verified:
        """Check the file page by page, every column against its hash, and what is kept beside the log against it."""
        return verification.verify(self)
