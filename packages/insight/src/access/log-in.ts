import { type AnyObject, type Catalog, type Change, type Grantee, isA, isList, known, signature, user } from "@snowtower/kinds";

/** What a session of the user begins with. He can go on to any of his roles, and to secondary roles ALL (docs: sql-reference/sql/create-user). */
export interface LogIn {
  /** The role that is named as default, whether he holds it or not; `null` if none is, or it is not known. */
  readonly role: Grantee | null;
  /** `null`: not known. Snowflake's own default is ALL. */
  readonly secondary: "ALL" | "NONE" | null;
}

/** What is known of the defaults of users. */
export class LogIns {
  readonly #users = new Map<string, AnyObject>();

  constructor(catalog: Catalog) {
    for (const object of catalog.objects.values()) this.#keep(object);
  }

  advance(change: Change): void {
    if (change.kind !== "object") return;
    if (change.from !== null && change.how !== "alter" && isA(change.from, user)) this.#users.delete(signature(change.from.name));
    if (change.to !== null) this.#keep(change.to);
  }

  #keep(object: AnyObject): void {
    if (!isA(object, user)) return;
    const there = this.#users.get(signature(object.name));
    // A description says nothing about the fields that it leaves alone.
    this.#users.set(signature(object.name), there === undefined ? object : { ...object, fields: { ...there.fields, ...object.fields } });
  }

  of({ name }: Grantee): LogIn {
    const fields = this.#users.get(name)?.fields ?? {};
    const [role, secondary] = [known(fields.default_role), known(fields.default_secondary_roles)];
    return {
      role: typeof role === "string" ? { type: "ROLE", name: role } : null,
      secondary: secondary === undefined || !isList(secondary) ? null : secondary.includes("ALL") ? "ALL" : "NONE",
    };
  }
}
