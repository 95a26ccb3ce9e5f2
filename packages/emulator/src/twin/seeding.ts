import { displayedName, nameOf, parseQualifiedName } from "@snowtower/sql";
import { nameKey } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import { INFORMATION_SCHEMA } from "../objects/information-schema.ts";
import { classNamed } from "../objects/registry.ts";
import type { Hole } from "./seed.ts";
import type { TwinEntry } from "./twin-entry.ts";

interface Named {
  readonly class: string;
  readonly parent: Id;
  readonly name: string;
  readonly args?: string | null;
}

/** When nothing was read that says when an object was created. */
const UNKNOWN_TIME = 0;

/** The account that a seed makes, while it is made: whatever is named is there, if only as a name. */
export class Seeding {
  readonly entries: TwinEntry[] = [];
  readonly holes: Hole[] = [];
  private readonly byKey = new Map<string, TwinEntry>();
  /** Roles that own or grant but are no more, and applications: they have a name and are listed nowhere. */
  private readonly gone = new Map<string, TwinEntry>();
  private readonly complained = new Set<string>();

  constructor(account: string) {
    this.add({ class: "ACCOUNT", parent: ACCOUNT, name: account });
    // The account's own key must not be met by an object of that name.
    this.byKey.clear();
  }

  get account(): TwinEntry {
    return this.at(ACCOUNT);
  }

  at(id: Id): TwinEntry {
    const entry = this.entries[id];
    if (entry === undefined) throw new Error(`no entry ${id}`);
    return entry;
  }

  find(of: Named): TwinEntry | undefined {
    return this.byKey.get(nameKey({ ...of, args: of.args ?? null }));
  }

  /** Adds what is not there yet under the next number. */
  add({ class: className, parent, name, args = null }: Named, droppedOn: number | null = null): TwinEntry {
    const entry: TwinEntry = {
      id: this.entries.length,
      class: className,
      parent,
      name,
      args,
      owner: null,
      createdOn: UNKNOWN_TIME,
      droppedOn,
      comment: null,
      properties: {},
      parameters: {},
    };
    this.entries.push(entry);
    if (droppedOn === null) this.byKey.set(nameKey(entry), entry);
    return entry;
  }

  /** The object of the name; made, and told as a hole, if no row was read that lists it. */
  demand(of: Named): TwinEntry {
    const found = this.find(of);
    if (found !== undefined) return found;
    const made = this.add(of);
    const known = classNamed(of.class) !== null || of.class === INFORMATION_SCHEMA;
    if (known) this.hole({ object: this.nameOf(made), why: `${of.class} is named but no row that was read lists it: only its name is known` });
    else this.once(`class ${of.class}`, { object: of.class, why: `objects of class ${of.class} are not known here: only their names and grants are` });
    return made;
  }

  /** `databaseName` and `schemaName` as rows print them. */
  container(databaseName: string | null, schemaName: string | null): Id | null {
    if (databaseName === null) return schemaName === null ? ACCOUNT : null;
    const database = this.demand({ class: "DATABASE", parent: ACCOUNT, name: databaseName });
    if (schemaName === null) return database.id;
    const className = schemaName === "INFORMATION_SCHEMA" ? INFORMATION_SCHEMA : "SCHEMA";
    return this.demand({ class: className, parent: database.id, name: schemaName }).id;
  }

  /** Looks an object up by its dotted name in SQL's form; `undefined` if it is not there. */
  named(className: string, name: string | readonly string[], args: string | null = null): TwinEntry | undefined {
    const parts = typeof name === "string" ? this.parts(name) : name;
    if (parts === null || parts.length === 0) return undefined;
    let parent: Id = ACCOUNT;
    for (const [i, part] of parts.slice(0, -1).entries()) {
      const container = this.find({ class: i === 0 ? "DATABASE" : "SCHEMA", parent, name: part });
      if (container === undefined) return undefined;
      parent = container.id;
    }
    return this.find({ class: className, parent, name: parts.at(-1) ?? "", args });
  }

  /** The parts of a dotted name in stored form; almost every name is plain. */
  parts(name: string): readonly string[] | null {
    return /^[A-Z0-9_$.]+$/.test(name) ? name.split(".") : parseQualifiedName(name);
  }

  /** A role, or whatever else owns and grants, by the bare name that rows print; one that is not listed was dropped. */
  role(name: string, type: string | null, database: Id | null): Id {
    const className = (type ?? "ROLE").replaceAll("_", " ");
    const parts = className === "ROLE" ? [name] : (this.parts(name) ?? [name]);
    const bare = parts.at(-1) ?? name;
    const home =
      className === "ROLE" ? ACCOUNT : parts.length > 1 ? (this.find({ class: "DATABASE", parent: ACCOUNT, name: parts[0] ?? "" })?.id ?? database) : database;
    const found = this.find({ class: className, parent: home ?? ACCOUNT, name: className === "ROLE" ? name : bare });
    if (found !== undefined) return found.id;
    const key = `${className} ${home ?? ACCOUNT} ${name}`;
    const ghost = this.gone.get(key) ?? this.add({ class: className, parent: home ?? ACCOUNT, name: className === "ROLE" ? name : bare }, UNKNOWN_TIME);
    this.gone.set(key, ghost);
    return ghost.id;
  }

  /** The database an object is in; `null` for what is in none. */
  databaseOf(entry: Pick<Entry, "id" | "parent" | "class">): Id | null {
    let at = entry;
    while (at.id !== ACCOUNT && at.class !== "DATABASE") at = this.at(at.parent);
    return at.id === ACCOUNT ? null : at.id;
  }

  nameOf(entry: TwinEntry): string {
    const path: string[] = [];
    for (let at = entry; at.id !== ACCOUNT; at = this.at(at.parent)) path.unshift(at.name);
    return displayedName(nameOf(...path)) + (entry.args === null ? "" : `(${entry.args})`);
  }

  hole(of: Partial<Hole> & Pick<Hole, "why">): void {
    this.holes.push({ statement: null, object: null, column: null, ...of });
  }

  /** For what would be said of every row. */
  once(key: string, of: Partial<Hole> & Pick<Hole, "why">): void {
    if (this.complained.has(key)) return;
    this.complained.add(key);
    this.hole(of);
  }
}
