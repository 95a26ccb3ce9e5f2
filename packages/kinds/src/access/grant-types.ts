import { displayedName, type Identifier, splitName } from "@snowtower/sql";
import type { ValueType } from "../value-type.ts";
import { list } from "../value-types/collection.ts";
import { readPart } from "../value-types/name.ts";
import { describeNode, refuse } from "../value-types/refuse.ts";
import { text } from "../value-types/scalar.ts";
import { type Complaint, type GrantEntry, type GrantEntryRules, readGlobalPrivilege, readGrantEntry, writeGrantEntry } from "./grant-entry.ts";

/** Grants as a map of `TYPE:PRIVILEGE,PRIVILEGE` to names: the form of technical_role.yaml. Its keys are kept in normal form. */
export type GrantMap = { readonly [entry: string]: readonly string[] };

/** The type of a field that holds grants on names of this type. */
export function grantMap(name: ValueType<string>, rules: GrantEntryRules = {}): ValueType<GrantMap> {
  const names = list(name, { min: 1 });
  return {
    says: `a map of TYPE:PRIVILEGE,PRIVILEGE to lists, each ${name.says}`,
    parse(node, context) {
      if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map, found ${describeNode(node)}`, at: node.at });
      const map: { [entry: string]: readonly string[] } = {};
      let whole = true;
      for (const { key, keyAt, value } of node.entries) {
        const entry = readGrantEntry(key, rules);
        const given = names.parse(value, context);
        if (isComplaints(entry)) for (const complaint of entry) refuse(context, { ...complaint, at: keyAt });
        if (isComplaints(entry) || given === undefined) whole = false;
        else map[writeGrantEntry(entry)] = [...(map[writeGrantEntry(entry)] ?? []), ...given];
      }
      return whole ? map : undefined;
    },
    decode: () => undefined,
    render() {
      throw new TypeError("grants have no form in a property");
    },
    write: (value) => value,
    schema: { type: "object", additionalProperties: names.schema },
  };
}

function isComplaints(entry: GrantEntry | readonly Complaint[]): entry is readonly Complaint[] {
  return Array.isArray(entry);
}

/** The entries of a parsed map: its keys were read before, so they can be read again. */
export function grantEntries(map: GrantMap | undefined): readonly { readonly entry: GrantEntry; readonly names: readonly string[] }[] {
  return Object.entries(map ?? {}).flatMap(([key, names]) => {
    const entry = readGrantEntry(key, { option: true, ownership: true });
    return isComplaints(entry) ? [] : [{ entry, names }];
  });
}

/** A privilege on the account, as `EXECUTE TASK`. */
export function globalPrivilege(rules: GrantEntryRules = {}): ValueType<string> {
  return {
    ...text,
    says: "a privilege on the account",
    parse(node, context) {
      const written = text.parse(node, context);
      if (written === undefined) return undefined;
      const read = readGlobalPrivilege(written, rules);
      return "code" in read ? refuse(context, { ...read, at: node.at }) : `${read.privilege}${read.option ? " WITH GRANT OPTION" : ""}`;
    },
  };
}

/** A name of so many parts, without the environment's prefix; the value is its displayed form. */
export function dottedName(parts: { readonly min: number; readonly max: number }, says: string): ValueType<string> {
  return {
    ...text,
    says,
    parse(node, context) {
      const written = text.parse(node, context);
      if (written === undefined) return undefined;
      const read = readDotted(written);
      if (read !== null && read.length >= parts.min && read.length <= parts.max) return displayedName(read);
      return refuse(context, { code: "ST1105", message: `expected ${says}, found ${describeNode(node)}`, at: node.at });
    },
  };
}

/** `db.role` as files write it; `null` if a part is no name. */
export function readDotted(written: string): readonly Identifier[] | null {
  const parts = splitName(written.trim())?.map(readPart);
  return parts === undefined || parts.some((p) => p === null) ? null : (parts as Identifier[]);
}
