import { type AccountFacts, displayedName, exactly, type Identifier, id, type QualifiedName, type Statement, sql, text } from "@snowtower/sql";
import { parseSignature } from "../../access/signature.ts";
import { catalogue, kindNamed } from "../../catalogue.ts";
import type { Interest } from "../../interest.ts";
import type { Kind } from "../../kind.ts";
import { idOf, kindOfId, type ObjectId } from "../../object-id.ts";
import { identify } from "../decode/identify.ts";
import { rowViews } from "../decode/row-view.ts";
import { kindsOfEdition } from "../kinds-of-edition.ts";
import { type Asked, type ShowState, showAccount, showDatabase } from "./show.ts";

/** What to ask about the attachments of one object, and how the answers are to be understood. */
export interface AttachmentQuestion {
  /** The policy that is asked about, or the object that something is set on. */
  readonly about: ObjectId;
  readonly form: "policy references" | "tag references";
  readonly statement: Statement;
}

interface AttachmentScene {
  /** Those of interest that exist. */
  readonly databases: readonly Identifier[];
  readonly interest: Interest;
  readonly asked: Asked;
  readonly facts: AccountFacts;
  /** What the account has listed. */
  readonly exists: (id: ObjectId) => boolean;
}

/**
 * Where the policies of the databases are set, and what is set on the objects of interest. POLICY_REFERENCES answers for one policy or one object
 * at a time, TAG_REFERENCES for one object; both need a warehouse (RA 8; docs: sql-reference/functions/policy_references, tag_references).
 */
export function attachmentQuestions({ databases, interest, asked, facts, exists }: AttachmentScene): readonly AttachmentQuestion[] {
  const policies = databases.flatMap((database) => policiesIn(database, asked, kindsOfEdition(facts)));
  const bearers = attachablesExist(interest, asked, facts) === true ? (interest.attachments ?? []).filter(exists) : [];
  return [...policies.map(([policy, name]) => ofPolicy(policy, name)), ...bearers.flatMap(onObject)];
}

/** The lists of all policies and tags of the account, where it matters whether it has any: an account without them needs no warehouse to say what is set. */
export function attachableLists(interest: Interest, { seen }: Asked, facts: AccountFacts): readonly ShowState[] {
  if ((interest.attachments ?? []).length === 0) return [];
  return kindsOfEdition(facts).flatMap(({ attaches, sources: [list] }) =>
    attaches === undefined || list?.from !== "show" ? [] : [showAccount({ ...list, what: `${list.what} IN ACCOUNT` }, seen)],
  );
}

/** `null` until the account has told. What it refuses to list may exist. */
export function attachablesExist(interest: Interest, asked: Asked, facts: AccountFacts): boolean | null {
  const lists = attachableLists(interest, asked, facts);
  if (lists.some(({ kind }) => kind === "asks")) return null;
  return lists.some((list) => list.kind === "refused" || (list.kind === "complete" && list.answers.some(({ rows }) => rows.length > 0)));
}

function policiesIn(database: Identifier, asked: Asked, kinds: readonly Kind[]): readonly (readonly [ObjectId, QualifiedName])[] {
  return kinds.filter(isPolicy).flatMap((kind) => {
    const [list] = kind.sources;
    const state = list?.from === "show" ? showDatabase(list, database, asked) : null;
    if (state?.kind !== "complete") return [];
    return rowViews(state.answers).flatMap((row) => {
      const identity = identify(kind, { row, also: () => [] });
      return identity === null ? [] : [[identity.id, identity.name] as const];
    });
  });
}

function isPolicy(kind: Kind): boolean {
  return kind.attaches?.policyKind !== undefined && kind.scope === "schema";
}

function ofPolicy(policy: ObjectId, name: QualifiedName): AttachmentQuestion {
  const from = sql`${id(name[0] ?? exactly(""))}.INFORMATION_SCHEMA.POLICY_REFERENCES`;
  return { about: policy, form: "policy references", statement: sql`SELECT * FROM TABLE(${from}(POLICY_NAME => ${text(displayedName(name))}))` };
}

function onObject(object: ObjectId): readonly AttachmentQuestion[] {
  const kind = kindNamed(kindOfId(object));
  const shown = object.slice(kind.name.length + 1);
  const name = parseSignature(shown)?.name;
  if (kind.bears === undefined || name === undefined) return [];
  // What is in no database is asked about in the one that every account has.
  const home = sql`${id(kind.scope === "account" ? exactly("SNOWFLAKE") : (name[0] ?? exactly("")))}.INFORMATION_SCHEMA`;
  const { policies, tags, columns } = kind.bears;
  const asks: Statement[] = [];
  if (tags !== undefined) asks.push(sql`SELECT * FROM TABLE(${home}.TAG_REFERENCES(${text(shown)}, ${text(tags)}))`);
  if (tags !== undefined && columns === true) asks.push(sql`SELECT * FROM TABLE(${home}.TAG_REFERENCES_ALL_COLUMNS(${text(shown)}, ${text(tags)}))`);
  const ofTags = asks.map((statement): AttachmentQuestion => ({ about: object, form: "tag references", statement }));
  if (policies === undefined) return ofTags;
  const references = sql`${home}.POLICY_REFERENCES(REF_ENTITY_NAME => ${text(shown)}, REF_ENTITY_DOMAIN => ${text(policies)})`;
  return [...ofTags, { about: object, form: "policy references", statement: sql`SELECT * FROM TABLE(${references})` }];
}

/** The kind of policy that POLICY_REFERENCES calls `MASKING_POLICY`. */
export function kindOfPolicy(policyKind: string): Kind | undefined {
  return catalogue.find((kind) => kind.attaches?.policyKind === policyKind);
}

export function idNamed(kind: Kind, name: readonly (string | null | undefined)[]): ObjectId {
  return idOf(kind.name, name.filter((part) => part !== null && part !== undefined).map(exactly));
}
