import { type Account, AccountError, displayed, type Identifier, id, parseIdentifier, type Row, rowsOf, sql } from "@snowtower/sql";
import { inParallel } from "../read/in-parallel.ts";

const PARALLEL = 16;
/** Whoever holds more roles is told that not all were looked at. */
const MOST_ROLES = 2000;

/** What some roles hold, themselves and by inheritance. */
export class HeldAccess {
  readonly roles: ReadonlySet<string>;
  /** False if the grants of some role could not be read, or there are too many. */
  readonly isComplete: boolean;
  readonly #privileges: ReadonlySet<string>;

  constructor(roles: ReadonlySet<string>, privileges: ReadonlySet<string>, isComplete: boolean) {
    this.roles = roles;
    this.isComplete = isComplete;
    this.#privileges = privileges;
  }

  onAccount(privilege: string): boolean {
    return this.#privileges.has(`${privilege}|ACCOUNT|`);
  }

  /** `name`: as SHOW GRANTS prints it. Whoever owns an object may do everything to it. */
  on(privilege: string, type: string, name: string): boolean {
    return this.#privileges.has(`${privilege}|${type}|${name}`) || this.#privileges.has(`OWNERSHIP|${type}|${name}`);
  }

  owns(owner: unknown): boolean {
    return typeof owner === "string" && this.roles.has(owner);
  }
}

/** Reads the grants of the roles and of all that they inherit, a generation at a time. Returns how many questions that took as well. */
export async function heldAccess(account: Account, start: readonly Identifier[]): Promise<{ readonly held: HeldAccess; readonly asked: number }> {
  const roles = new Set<string>(start);
  const privileges = new Set<string>();
  let isComplete = true;
  let asked = 0;
  for (let generation: readonly Identifier[] = start; generation.length > 0; ) {
    const room = MOST_ROLES - asked;
    if (generation.length > room) isComplete = false;
    const batch = generation.slice(0, room);
    asked += batch.length;
    const grants = await inParallel(batch, PARALLEL, (role) => grantsOf(account, role));
    const next: Identifier[] = [];
    for (const each of grants) {
      if (each === null) isComplete = false;
      for (const grant of each ?? []) {
        privileges.add(`${grant.privilege}|${grant.type}|${grant.type === "ACCOUNT" ? "" : grant.name}`);
        const below = grant.type === "ROLE" && grant.privilege === "USAGE" ? parseIdentifier(grant.name) : null;
        if (below === null || roles.has(below)) continue;
        roles.add(below);
        next.push(below);
      }
    }
    generation = next;
  }
  return { held: new HeldAccess(roles, privileges, isComplete), asked };
}

interface Grant {
  readonly privilege: string;
  readonly type: string;
  readonly name: string;
}

/** `null` if they are not told. */
async function grantsOf(account: Account, role: Identifier): Promise<readonly Grant[] | null> {
  try {
    const [outcome] = await account.execute({ statements: [sql`SHOW GRANTS TO ROLE ${id(role)}`] });
    const { columns, rows } = await rowsOf(outcome);
    const cell = (row: Row, column: string): string => row[columns.indexOf(column)] ?? "";
    return rows.map((row) => {
      const type = cell(row, "granted_on").replaceAll("_", " ");
      const name = cell(row, "name");
      // A role stands there as it is stored, unless it needs quotes.
      return { privilege: cell(row, "privilege"), type, name: type === "ROLE" && parseIdentifier(name) === null ? displayed(name as Identifier) : name };
    });
  } catch (error) {
    if (error instanceof AccountError && error.details.kind === "statement") return null;
    throw error;
  }
}
