// who can do what
export { Access, type Answer, type Holding, type OnNew, type Question } from "./access/access.ts";
export type { Affected } from "./access/affected.ts";
export type { Coverage } from "./access/coverage.ts";
export type { Escalation } from "./access/escalations.ts";
export type { LogIn } from "./access/log-in.ts";
export type { NewObject } from "./access/on-new.ts";
export type { Session } from "./access/session.ts";
export type { Path, Why } from "./access/why.ts";
export { ACCOUNT, type Target, targetOf } from "./target.ts";
// what a plan does between its steps
export type { Finding, Walked } from "./walk/finding.ts";
export type { WalkStep } from "./walk/recording.ts";
export { walk } from "./walk/walk.ts";
