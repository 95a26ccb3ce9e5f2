// the user's files

// applying a plan
export type { ApplyEvent } from "./apply/apply-event.ts";
export { type ApplyOptions, applyPlan } from "./apply/apply-plan.ts";
export type { ApplyResult, FailedStep, Settled, Settlement } from "./apply/apply-result.ts";
export { settle } from "./apply/settle.ts";
// reading an account
export { type Clock, systemClock } from "./clock.ts";
// how it ended
export { ApplyError, BugError, FormatError, RefusedError } from "./errors.ts";
export { EXIT, type ExitCode, exitCodeOf } from "./exit-codes.ts";
export { Journal, type JournalOptions, journalPath } from "./journal/journal.ts";
export type { JournalEntry, JournalHeader, RunEntry, RunLog } from "./journal/journal-entry.ts";
export { progressOf, type RunProgress } from "./journal/progress.ts";
export { type JournalContent, readJournal } from "./journal/read-journal.ts";
// plan files
export { type Binding, type BoundPlan, bindPlan } from "./plan-file/bound-plan.ts";
export { planSchema } from "./plan-file/plan-schema.ts";
export { readPlan } from "./plan-file/read-plan.ts";
export { digestOfPlan, writePlan } from "./plan-file/write-plan.ts";
export { splitFernetKeys } from "./project/decrypt.ts";
export { diskFiles } from "./project/disk-files.ts";
export { characterWidth, displayWidth } from "./project/display-width.ts";
export type { KnownNames } from "./project/known-names.ts";
export { type Document, type LoadedFiles, type LoadOptions, loadFiles } from "./project/load-files.ts";
export { memoryFiles } from "./project/memory-files.ts";
export type { AccountPlace, DatabaseFolder, DatabasePlace, ObjectPlace, Place, ProjectFile, SchemaFolder, SchemaPlace } from "./project/place.ts";
export type { PlaceholderSource } from "./project/placeholders.ts";
export type { FileEntry, FileKind, FileText, ProjectFiles, Unread } from "./project/project-files.ts";
export { printable } from "./project/shown-line.ts";
export { type FrameOptions, type Painter, plainPainter, sourceFrame } from "./project/source-frame.ts";
export { readYaml, type YamlOptions } from "./project/yaml.ts";
export { type AccountReading, type ReadOptions, type ReadRound, type ReadStatistics, readAccount } from "./read/read-account.ts";
export { readOnly } from "./read/read-only-account.ts";
export { footprintOf } from "./plan/footprint.ts";
export { type AccountPlan, planAccount } from "./desired/plan-account.ts";
export { type EnvPrefix, envPrefix } from "./desired/env-prefix.ts";
export { type LoadedProject, type LoadProjectOptions, loadProject } from "./desired/load-project.ts";
export { SecretStore } from "./desired/secrets.ts";
export { type EnvironmentSettings, readSettings, type Settings } from "./desired/settings.ts";
export type { Note, Plan, PlanAccount, ScopeSummary } from "./plan/plan.ts";
export type { Risk, Step, StepId, Undo } from "./plan/step.ts";
