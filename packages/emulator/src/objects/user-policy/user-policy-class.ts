import { holdsGlobal, managesGrants, owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { insufficientPrivileges } from "../../sql-error.ts";
import type { DescribeResult, ObjectClass, Property, ShowColumn } from "../object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "../show-columns.ts";
import { propertyFor, refuseWhileAttached, type UserPolicy } from "./attach.ts";

interface Parts {
  readonly name: UserPolicy;
  readonly shows: string;
  readonly orAlter?: boolean;
  readonly properties: readonly Property[];
  describe(entry: Entry, context: Context): DescribeResult;
  check(context: Context, to: Entry, from: Entry | null): void;
}

function columnsOf(policy: UserPolicy): readonly ShowColumn[] {
  return [createdOn, name, databaseName, schemaName, text("kind", () => propertyFor(policy)), owner, comment, ownerRoleType, text("options", () => "")];
}

/** What policies of users have in common: where they are, who sees and describes them, and that they stay while they are attached. */
export function userPolicyClass(parts: Parts): ObjectClass {
  const label = `${parts.name.charAt(0)}${parts.name.slice(1).toLowerCase()}`;
  return {
    name: parts.name,
    label,
    container: "SCHEMA",
    ...(parts.orAlter === true ? { orAlter: true } : {}),
    seenWith: `APPLY ${parts.name}`,
    properties: parts.properties,
    shows: [{ words: parts.shows, columns: columnsOf(parts.name) }],

    describe(entry, context) {
      if (!owns(context, entry) && !holdsGlobal(context, `APPLY ${parts.name}`) && !managesGrants(context)) throw insufficientPrivileges(label, entry.name);
      return parts.describe(entry, context);
    },

    check(context, to, from) {
      parts.check(context, to, from);
      return to;
    },

    dropping: refuseWhileAttached,
  };
}
