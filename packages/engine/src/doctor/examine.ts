import type { Catalog, Desired } from "@snowtower/kinds";
import { type Account, displayed, displayedName, type QualifiedName } from "@snowtower/sql";
import { hasFutureGrants, kindsOf } from "../bootstrap/kinds-of.ts";
import { interestOf } from "../desired/interest-of.ts";
import type { SecretStore } from "../desired/secrets.ts";
import { readForProject } from "../read/read-for-project.ts";
import { readOnly } from "../read/read-only-account.ts";
import { readingRole } from "../read/reading-role.ts";
import { lockHolder } from "../state/break-lock.ts";
import { secretFields } from "../state/know-secrets.ts";
import { isMarkTable } from "../state/mark.ts";
import { readState, type StateReading } from "../state/read-state.ts";
import { askSession } from "./ask-session.ts";
import type { Examination, Problem, Sight, StateExamination } from "./examination.ts";
import { examineKind } from "./examine-kinds.ts";
import { type HeldAccess, heldAccess } from "./held-access.ts";
import { remarksOf } from "./remarks.ts";

interface ExamineOptions {
  readonly desired: Desired;
  readonly secrets: SecretStore;
  /** The state schema; `null` for none. */
  readonly stateSchema: QualifiedName | null;
  readonly signal?: AbortSignal;
}

/** Looks at what this role can read and change of what the project describes, and at what it stands on. Reads only. */
export async function examine(account: Account, { desired, secrets, stateSchema, signal }: ExamineOptions): Promise<Examination> {
  const reader = readOnly(account);
  const { facts } = account;
  const owner = await readingRole(reader, desired.scope.admin);
  const [session, { held, asked }, reading, state] = await Promise.all([
    askSession(reader),
    heldAccess(reader, [...new Set([facts.role, owner])]),
    readForProject(reader, interestOf(desired), { admin: desired.scope.admin, ...(signal === undefined ? {} : { signal }) }),
    readState(reader, stateSchema),
  ]);
  const { catalog, statistics } = reading;
  const role = displayed(facts.role);
  const kinds = kindsOf(desired).map((kind) => examineKind(kind, { desired, catalog, held, role }));
  const described = [...desired.catalog.objects.values()].reduce((sum, object) => sum + secretFields(object).length, 0);
  const sight = sightOf(catalog);
  const examined = {
    facts,
    session,
    admin: { role: displayed(desired.scope.admin), exists: owner === desired.scope.admin },
    heldRoles: { count: held.roles.size, isComplete: held.isComplete },
    sight,
    kinds: kinds.map((each) => each.kind),
    state: await stateExamined(reader, state, desired),
    secrets: { described, hasKey: secrets.hasKey },
    statistics: { ...statistics, roundTrips: statistics.roundTrips + asked + OTHERS, statements: statistics.statements + asked + OTHERS },
  };
  const problems = [...kinds.flatMap((each) => each.problems), ...generalProblems(desired, { catalog, held, state, sight, role })];
  return { ...examined, problems: distinct(problems), remarks: remarksOf(examined) };
}

/** Questions about the session, the state schema and the lock. */
const OTHERS = 6;

function sightOf({ partialSight }: Catalog): Sight {
  if (partialSight === undefined) return "all";
  return partialSight.resolvesAll ? "objects" : "part";
}

async function stateExamined(account: Account, state: StateReading, { scope }: Desired): Promise<StateExamination> {
  if (state.kind === "off") return { kind: "off", marks: 0, lock: null };
  const schema = displayedName(state.schema);
  if (state.kind === "absent") return { kind: "absent", schema, marks: 0, lock: null };
  const { now, holder } = await lockHolder(account, { schema: state.schema, admin: scope.admin });
  const lock = holder === null ? null : { ...holder, isOver: holder.until !== null && holder.until < now };
  return { kind: "present", schema, marks: state.tables.filter(({ name }) => isMarkTable(name)).length, lock };
}

interface General {
  readonly catalog: Catalog;
  readonly held: HeldAccess;
  readonly state: StateReading;
  readonly sight: Sight;
  readonly role: string;
}

/** What is missing and belongs to no kind. */
function generalProblems(desired: Desired, { catalog, held, state, sight, role }: General): readonly Problem[] {
  const found: Problem[] = [];
  const isMissing = [...desired.catalog.objects.keys()].some((id) => !catalog.objects.has(id));
  if (sight === "part" && isMissing)
    found.push({
      message: `${role} is shown only what it has a privilege on, so that nothing is known to be absent, and nothing can be created`,
      fix: `GRANT RESOLVE ALL ON ACCOUNT TO ROLE ${role}`,
    });
  if (hasFutureGrants(desired) && !held.onAccount("MANAGE GRANTS") && !held.roles.has("SECURITYADMIN"))
    found.push({
      message: `${role} has no MANAGE GRANTS on ACCOUNT, which grants on future objects need`,
      fix: `GRANT MANAGE GRANTS ON ACCOUNT TO ROLE ${role}`,
    });
  if (desired.catalog.facts.warehouse === null && [...desired.catalog.attachments].length > 0)
    found.push({
      message: "there is no warehouse, and where policies and tags are set is told by queries only",
      fix: "name one with --warehouse, or in the connection",
    });
  if (state.kind === "present" && !held.on("CREATE TABLE", "SCHEMA", displayedName(state.schema)))
    found.push({
      message: `${role} has no CREATE TABLE on SCHEMA ${displayedName(state.schema)}, where the lock is made`,
      fix: `GRANT USAGE, CREATE TABLE ON SCHEMA ${displayedName(state.schema)} TO ROLE ${role}`,
    });
  return found;
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
