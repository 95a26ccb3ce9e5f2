import { exactly, type Fragment, id, join, name, nothing, parseQualifiedName, sql, userSql, word } from "@snowtower/sql";
import type { Attaches } from "../../access/attaches.ts";
import type { Attachment } from "../../access/attachment.ts";
import { kindOfId } from "../../object-id.ts";

/** The full name of the policy or tag of an attachment. */
export function attachedName({ what }: Attachment): Fragment {
  return name(parseQualifiedName(what.slice(kindOfId(what).length + 1)) ?? []);
}

export function attachedColumn({ column }: Attachment): Fragment {
  return id(exactly(column ?? ""));
}

/** `("A", "B")`. */
export function columnList(columns: readonly string[]): Fragment {
  return sql`(${join(columns.map((column) => id(exactly(column))))})`;
}

type Words = "AGGREGATION POLICY" | "JOIN POLICY" | "MASKING POLICY" | "PROJECTION POLICY";

interface PolicyWords {
  readonly words: Words;
  /** What is passed to it: `USING (...)`; `nothing` if nothing is. */
  readonly passing: (attachment: Attachment) => Fragment;
}

/** `SET x POLICY p [FORCE]` behind a column or the object: FORCE puts it in the place of another in one statement (RA 17). */
function setByForce({ words, passing }: PolicyWords, before: (attachment: Attachment) => Fragment): Pick<Attaches, "set" | "swap" | "unset" | "inline"> {
  const clause = (attachment: Attachment): Fragment => sql`${word(words)} ${attachedName(attachment)}${passing(attachment)}`;
  return {
    set: (attachment) => sql`${before(attachment)}SET ${clause(attachment)}`,
    swap: (_from, to) => sql`${before(to)}SET ${clause(to)} FORCE`,
    unset: (attachment) => sql`${before(attachment)}UNSET ${word(words)}`,
    inline: (attachment) => sql`WITH ${clause(attachment)}`,
  };
}

/** Policies of a column. */
export function setOnColumn(policy: PolicyWords): ReturnType<typeof setByForce> {
  return setByForce(policy, (attachment) => sql`MODIFY COLUMN ${attachedColumn(attachment)} `);
}

/** Policies of a table or view; `words` stand before the columns that are passed, if some are. */
export function setOnObject(words: Words, key: "ENTITY KEY" | "ALLOWED JOIN KEYS"): ReturnType<typeof setByForce> {
  const passing = ({ arguments: columns }: Attachment): Fragment => (columns.length === 0 ? nothing : sql` ${userSql(key)} ${columnList(columns)}`);
  return setByForce({ words, passing }, () => nothing);
}
