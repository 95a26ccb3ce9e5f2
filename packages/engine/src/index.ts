// the user's files

// applying a plan
export type { ApplyEvent } from "./apply/apply-event.ts";
export { applyPlan } from "./apply/apply-plan.ts";
export type { ApplyResult, FailedStep } from "./apply/apply-result.ts";
export { settle } from "./apply/settle.ts";
// setting an account up
export { BOOTSTRAP_NAMES, type BootstrapItem, type BootstrapNames, type BootstrapSection, bootstrap } from "./bootstrap/bootstrap.ts";
export { hasFutureGrants, kindsOf } from "./bootstrap/kinds-of.ts";
export type { Login } from "./bootstrap/login-section.ts";
// reading an account
export { systemClock } from "./clock.ts";
export { envPrefix } from "./desired/env-prefix.ts";
export { type LoadedProject, loadProject } from "./desired/load-project.ts";
export { type AccountPlan, planAccount } from "./desired/plan-account.ts";
export { scopeIn } from "./desired/scope/project-scope.ts";
export { SecretStore } from "./desired/secrets.ts";
export { type EnvironmentSettings, readSettings, type Settings } from "./desired/settings.ts";
export type { Bundle, Examination, KindExamination, Problem, Share } from "./doctor/examination.ts";
export { examine } from "./doctor/examine.ts";
// how it ended
export { ApplyError, BugError, FormatError, RefusedError } from "./errors.ts";
export { EXIT, exitCodeOf } from "./exit-codes.ts";
export { Journal, journalPath } from "./journal/journal.ts";
export { progressOf } from "./journal/progress.ts";
export { readJournal } from "./journal/read-journal.ts";
export { advance } from "./plan/advance.ts";
export { footprintOf } from "./plan/footprint.ts";
export type { Note, Plan, PlanAccount, ScopeSummary } from "./plan/plan.ts";
export type { Risk, Step, Undo } from "./plan/step.ts";
// plan files
export { type BoundPlan, bindPlan } from "./plan-file/bound-plan.ts";
export { planSchema } from "./plan-file/plan-schema.ts";
export { readPlan } from "./plan-file/read-plan.ts";
export { digestOfPlan, writePlan } from "./plan-file/write-plan.ts";
export { splitFernetKeys } from "./project/decrypt.ts";
export { diskFiles } from "./project/disk-files.ts";
export { characterWidth, displayWidth } from "./project/display-width.ts";
export type { PlaceholderSource } from "./project/placeholders.ts";
export { printable } from "./project/shown-line.ts";
export { sourceFrame } from "./project/source-frame.ts";
export { readAccount } from "./read/read-account.ts";
// recording how an account answers
export { generalQuestions } from "./record/questions.ts";
export { recordAccount } from "./record/record-account.ts";
export { type Recording, readRecording, writeRecording } from "./record/recording.ts";
export { type Replayed, replay } from "./record/replay.ts";
// the state schema
export { breakLock, lockHolder } from "./state/break-lock.ts";
export type { Lock } from "./state/lock.ts";
export { readState } from "./state/read-state.ts";
export { stateSchemaOf } from "./state/state-schema.ts";
export { holderWords, takeLock } from "./state/take-lock.ts";
