import { ACCOUNT, type Id } from "../catalog/entry.ts";
import { TABLE_LIKE } from "../catalog/table-like.ts";
import { attachmentsOf, type Masking, withAttachments } from "../objects/governance/attachments.ts";
import { propertyFor } from "../objects/user-policy/attach.ts";
import { quietly } from "./quietly.ts";
import { type NamedRow, textCell } from "./row.ts";
import type { Seeding } from "./seeding.ts";
import type { TwinEntry } from "./twin-entry.ts";

type Changed = Parameters<typeof withAttachments>[1];

interface On {
  readonly seeding: Seeding;
  readonly entry: TwinEntry;
}

function change({ entry }: On, changed: Changed): void {
  entry.properties = { ...withAttachments(entry, changed).properties };
}

/** The child of a policy or tag by which its users are found. */
function note({ seeding, entry }: On, used: Id): void {
  const key = { class: "ATTACHMENT", parent: used, name: String(entry.id) };
  if (seeding.find(key) === undefined) seeding.add(key);
}

/** DESCRIBE TABLE names the policy of a column; the columns its other arguments stand for only POLICY_REFERENCES tells. */
export function attachMasking(on: On, column: string, policyName: string, using: readonly string[] = []): void {
  const policy = on.seeding.named("MASKING POLICY", policyName);
  if (policy === undefined) {
    on.seeding.hole({ object: on.seeding.nameOf(on.entry), column, why: `masking policy ${policyName} was not read` });
    return;
  }
  const { masking } = attachmentsOf(on.entry);
  const known: Masking | undefined = masking[column];
  change(on, { masking: { ...masking, [column]: { policy: policy.id, using: using.length > 0 ? [column, ...using] : (known?.using ?? [column]) } } });
  note(on, policy.id);
}

/** A row of POLICY_REFERENCES. What came by a tag follows from the tag. */
export function attachPolicy(seeding: Seeding, row: NamedRow): void {
  const kind = (textCell(row, "policy_kind") ?? "").replaceAll("_", " ");
  const domain = (textCell(row, "ref_entity_domain") ?? "").replaceAll("_", " ");
  const path = [textCell(row, "policy_db"), textCell(row, "policy_schema"), textCell(row, "policy_name")].filter((part) => part !== null);
  const policy = seeding.named(kind, path);
  const entry = entityOf(seeding, row, domain);
  if (policy === undefined || entry === undefined) {
    seeding.hole({ object: path.join("."), why: `${kind} or what it is attached to (${domain} ${textCell(row, "ref_entity_name") ?? ""}) was not read` });
    return;
  }
  const on = { seeding, entry };
  const column = textCell(row, "ref_column_name");
  const args = columnNames(textCell(row, "ref_arg_column_names"));
  if (textCell(row, "tag_name") !== null && domain !== "TAG") return;
  if (domain === "TAG") {
    const { tagMasking } = attachmentsOf(entry);
    if (!tagMasking.includes(policy.id)) change(on, { tagMasking: [...tagMasking, policy.id] });
    note(on, policy.id);
  } else if (kind === "MASKING POLICY" && column !== null) attachMasking(on, column, seeding.nameOf(policy), args);
  else attachWhole(on, policy, { kind, column, args });
}

function attachWhole(
  on: On,
  policy: TwinEntry,
  { kind, column, args }: { readonly kind: string; readonly column: string | null; readonly args: readonly string[] },
): void {
  const tied = { policy: policy.id, on: args };
  if (kind === "ROW ACCESS POLICY") change(on, { rowAccess: tied });
  else if (kind === "AGGREGATION POLICY") change(on, { aggregation: tied });
  else if (kind === "JOIN POLICY") change(on, { join: tied });
  else if (kind === "PROJECTION POLICY" && column !== null) change(on, { projection: { ...attachmentsOf(on.entry).projection, [column]: policy.id } });
  else if (kind === "NETWORK POLICY") {
    on.entry.parameters.NETWORK_POLICY = policy.name;
    return;
  } else {
    on.entry.properties[propertyFor(policy.class)] = policy.id;
    return;
  }
  note(on, policy.id);
}

function columnNames(json: string | null): readonly string[] {
  const parsed = json === null ? null : quietly(() => JSON.parse(json) as unknown);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

function entityOf(seeding: Seeding, row: NamedRow, domain: string): TwinEntry | undefined {
  if (domain === "ACCOUNT") return seeding.account;
  const path = [textCell(row, "ref_database_name"), textCell(row, "ref_schema_name"), textCell(row, "ref_entity_name")].filter((part) => part !== null);
  return TABLE_LIKE.includes(domain) ? seeding.named("TABLE", path) : seeding.named(domain, path);
}

/** A row of TAG_REFERENCES: what is set on the object or column itself; what it inherits follows. */
export function attachTag(seeding: Seeding, row: NamedRow): void {
  const [domain, level] = [textCell(row, "domain") ?? "", textCell(row, "level") ?? ""];
  if (textCell(row, "apply_method") === "INHERITED" || (domain !== level && !(TABLE_LIKE.includes(domain) && TABLE_LIKE.includes(level)))) return;
  const path = [textCell(row, "tag_database"), textCell(row, "tag_schema"), textCell(row, "tag_name")].filter((part) => part !== null);
  const tag = seeding.named("TAG", path);
  const entry = taggedOf(seeding, row, domain.replaceAll("_", " "));
  if (tag === undefined || entry === undefined) {
    seeding.hole({ object: path.join("."), why: `TAG or what it is set on (${domain} ${textCell(row, "object_name") ?? ""}) was not read` });
    return;
  }
  const on = { seeding, entry };
  const value = textCell(row, "tag_value") ?? "";
  const column = textCell(row, "column_name");
  const { tags, columnTags } = attachmentsOf(entry);
  if (domain === "COLUMN" && column !== null) change(on, { columnTags: { ...columnTags, [column]: { ...columnTags[column], [String(tag.id)]: value } } });
  else change(on, { tags: { ...tags, [String(tag.id)]: value } });
  note(on, tag.id);
}

function taggedOf(seeding: Seeding, row: NamedRow, domain: string): TwinEntry | undefined {
  if (domain === "ACCOUNT") return seeding.account;
  const [database, schema, name] = [textCell(row, "object_database"), textCell(row, "object_schema"), textCell(row, "object_name") ?? ""];
  if (domain === "DATABASE") return seeding.find({ class: "DATABASE", parent: ACCOUNT, name });
  // Of a schema TAG_REFERENCES names the database twice over or once; its own name is the object's.
  const path = domain === "SCHEMA" ? [database, name] : [database, schema, name];
  if (domain === "FUNCTION" || domain === "PROCEDURE") return onlyOverload(seeding, domain, { database, schema, name });
  return seeding.named(
    domain === "COLUMN" || TABLE_LIKE.includes(domain) ? "TABLE" : domain,
    path.filter((part) => part !== null),
  );
}

/** TAG_REFERENCES does not print the types of arguments: of several overloads it is not known which one is meant. */
function onlyOverload(
  seeding: Seeding,
  className: string,
  { database, schema, name }: { readonly database: string | null; readonly schema: string | null; readonly name: string },
): TwinEntry | undefined {
  const parent = seeding.container(database, schema);
  const overloads = seeding.entries.filter((entry) => entry.parent === parent && entry.class === className && entry.name === name && entry.droppedOn === null);
  return overloads.length === 1 ? overloads[0] : undefined;
}
