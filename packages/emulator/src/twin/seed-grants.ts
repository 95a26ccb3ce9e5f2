import { grantableType } from "../access/grantable-types.ts";
import { ACCOUNT, type Id } from "../catalog/entry.ts";
import type { FutureGrant, Grant } from "../catalog/grant.ts";
import type { GrantRow } from "./grant-rows.ts";
import { grantedRoutine } from "./granted-routine.ts";
import type { Seeding } from "./seeding.ts";

/** Whom and what rows of grants mean, remembered by what they print. */
export class Resolved {
  private readonly seeding: Seeding;
  private readonly objects = new Map<number, Id>();
  private readonly grantees = new Map<number, Id>();
  private readonly grantors = new Map<number, Id>();
  /** What SHOW GRANTS prints for a routine, by its number. */
  private readonly routines: ReadonlyMap<string, Id>;

  constructor(seeding: Seeding, routines: ReadonlyMap<string, Id>) {
    this.seeding = seeding;
    this.routines = routines;
  }

  object(row: GrantRow): Id {
    if (row.grantedOn === "ACCOUNT") return ACCOUNT;
    // Which one is meant by a bare name depends on the statement.
    if (row.grantedOn === "DATABASE_ROLE") return this.findDatabaseRole(row);
    return remembered(this.objects, row.keys.object, () => this.findObject(row.grantedOn, row.name));
  }

  /** Its name may be printed without its database: then the statement names that, or there is only one role of the name. */
  private findDatabaseRole({ grantedOn, name, database }: GrantRow): Id {
    const parts = this.seeding.parts(name) ?? [name];
    if (parts.length > 1) return this.findObject(grantedOn, name);
    const [bare = name] = parts;
    if (database !== "") return this.seeding.demand({ class: "DATABASE ROLE", parent: this.seeding.container(database, null) ?? ACCOUNT, name: bare }).id;
    // Of the roles that Snowflake brought nothing of their database is printed.
    const brought = this.seeding.named("DATABASE ROLE", ["SNOWFLAKE", bare]);
    if (brought !== undefined) return brought.id;
    const named = this.seeding.entries.filter((entry) => entry.class === "DATABASE ROLE" && entry.name === bare && entry.droppedOn === null);
    // No role of one's own is printed so here: it is one that Snowflake brought and that nothing lists.
    if (named.length === 0) return this.seeding.demand({ class: "DATABASE ROLE", parent: this.seeding.container("SNOWFLAKE", null) ?? ACCOUNT, name: bare }).id;
    if (named.length !== 1)
      this.seeding.hole({ object: bare, why: `DATABASE ROLE: a grant prints its name without its database, and ${named.length} of that name were read` });
    return named[0]?.id ?? this.findObject(grantedOn, name);
  }

  private findObject(grantedOn: string, name: string): Id {
    const className = classOf(grantedOn);
    const routine = this.routines.get(`${grantedOn} ${name}`);
    if (routine !== undefined) return routine;
    const isRoutine = /\(.*\)/s.test(name) && (className === "FUNCTION" || className === "PROCEDURE");
    const { parts, args } = isRoutine ? grantedRoutine(name) : { parts: this.seeding.parts(name) ?? [name], args: null };
    const found = this.seeding.named(className, parts, args);
    if (found !== undefined) return found.id;
    const [database, schema] = parts;
    const parent = parts.length === 1 ? ACCOUNT : this.seeding.container(database ?? null, parts.length === 2 ? null : (schema ?? null));
    return this.seeding.demand({ class: className, parent: parent ?? ACCOUNT, name: parts.at(-1) ?? name, args }).id;
  }

  grantee(row: GrantRow, on: Id): Id {
    const { grantedTo, grantee } = row;
    if (grantedTo !== "DATABASE_ROLE" && grantedTo !== "APPLICATION_ROLE")
      return remembered(this.grantees, row.keys.grantee, () => this.findGrantee(grantedTo, grantee));
    return this.seeding.role(grantee, grantedTo, this.homeOf(row, on));
  }

  private findGrantee(grantedTo: string, grantee: string): Id {
    if (grantedTo === "ROLE") return this.seeding.role(grantee, null, null);
    return this.seeding.demand({ class: grantedTo.replaceAll("_", " "), parent: ACCOUNT, name: grantee }).id;
  }

  grantor(row: GrantRow, on: Id): Id | null {
    const { grantedBy, grantorType } = row;
    if (grantedBy === "") return null;
    const known = this.grantors.get(row.keys.grantor);
    if (known !== undefined) return known;
    if (grantorType === "DATABASE_ROLE" || grantorType === "APPLICATION_ROLE") return this.seeding.role(grantedBy, grantorType, this.homeOf(row, on));
    return grantorType === "" ? this.bareGrantor(row, on) : remembered(this.grantors, row.keys.grantor, () => this.seeding.role(grantedBy, grantorType, null));
  }

  /** Only SHOW GRANTS ON tells what granted: elsewhere it is the role of that name, else the database role, else one that is gone. */
  private bareGrantor(row: GrantRow, on: Id): Id {
    const name = row.grantedBy;
    const role = this.seeding.find({ class: "ROLE", parent: ACCOUNT, name });
    if (role !== undefined) return remembered(this.grantors, row.keys.grantor, () => role.id);
    const home = this.homeOf(row, on);
    const inDatabase = home === null ? undefined : this.seeding.find({ class: "DATABASE ROLE", parent: home, name });
    return inDatabase?.id ?? this.seeding.role(name, null, null);
  }

  /** A database role is granted what is in its own database only, so that is the one its bare name is meant in. */
  private homeOf({ database }: GrantRow, on: Id): Id | null {
    const named = database === "" ? undefined : this.seeding.find({ class: "DATABASE", parent: ACCOUNT, name: database });
    return named?.id ?? this.seeding.databaseOf(this.seeding.at(on));
  }
}

function remembered(memo: Map<number, Id>, key: number, find: () => Id): Id {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const found = find();
  memo.set(key, found);
  return found;
}

const UNDERSCORES = /_/g;

function classOf(grantedOn: string): string {
  if (grantedOn === "VOLUME") return "EXTERNAL VOLUME";
  // Which integration it is SHOW GRANTS does not tell; all of them share one space of names.
  if (grantedOn === "INTEGRATION") return "API INTEGRATION";
  return grantedOn.replace(UNDERSCORES, " ");
}

/** Grants as they are kept. OWNERSHIP goes to the object itself. */
export function* grantsFrom(seeding: Seeding, resolved: Resolved, rows: Iterable<GrantRow>): Generator<Grant> {
  for (const row of rows) {
    const on = resolved.object(row);
    const to = resolved.grantee(row, on);
    const by = resolved.grantor(row, on);
    // SHOW GRANTS ON says it of the owner of a managed access schema, besides his OWNERSHIP: it is no grant.
    if (row.privilege === "MANAGE GRANTS" && row.grantedOn === "SCHEMA") continue;
    if (row.privilege === "OWNERSHIP") {
      const entry = seeding.at(on);
      entry.owner = { role: to, by, since: row.createdOn };
    } else yield { privilege: row.privilege, on, to, by, grantOption: row.grantOption, createdOn: row.createdOn };
  }
}

/** `DB.<SCHEMA>`, `DB.SC.<TABLE>`. */
export function* futureGrantsFrom(seeding: Seeding, resolved: Resolved, rows: Iterable<GrantRow>): Generator<FutureGrant> {
  for (const row of rows) {
    const [, container = "", type = ""] = /^(.*)\.<(.*)>$/s.exec(row.name) ?? [];
    const parts = seeding.parts(container) ?? [container];
    const inside = seeding.container(parts[0] ?? null, parts[1] ?? null) ?? ACCOUNT;
    const className = type.replace(/\(.*$/, "").replaceAll("_", " ");
    const to = resolved.grantee({ ...row, database: row.database === "" ? (parts[0] ?? "") : row.database }, inside);
    if (grantableType(className) === null) seeding.once(`future ${className}`, { object: className, why: `future grants on ${className} are not known here` });
    // Who gave a future grant no SHOW tells.
    yield { privilege: row.privilege, class: className, in: inside, to, by: null, grantOption: row.grantOption, createdOn: row.createdOn };
  }
}
