import {
  type AnyObject,
  type Attachment,
  attachmentMistakes,
  type CompileContext,
  compileSpec,
  database,
  describedAttachments,
  idOf,
  isSystemRole,
  kindNamed,
  type Model,
  type ObjectId,
  type Position,
  placeOf,
  type Report,
  role,
  rulesetOf,
  type SecretKeeper,
  type Spec,
  sameAttachment,
  schema,
  warehouseOf,
} from "@snowtower/kinds";
import { parseQualifiedName } from "@snowtower/sql";

interface CompileOptions {
  /** With its separator, or empty. */
  readonly prefix: string;
  readonly secrets: SecretKeeper;
  readonly model: Model;
  readonly report: Report;
}

/** What the specs amount to, before the role model and without an account's facts. */
export interface CompiledSpecs {
  readonly objects: readonly AnyObject[];
  readonly attachments: readonly DescribedAttachment[];
  /** `attachedKey` of what is described completely. */
  readonly attached: ReadonlySet<string>;
  /** By the id of what had another name: the id that it had. */
  readonly renamed: ReadonlyMap<ObjectId, ObjectId>;
}

export function compileSpecs(specs: readonly Spec[], options: CompileOptions): CompiledSpecs {
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  const places = new Map<string, DescribedAttachment>();
  const attached = new Set<string>();
  // What is granted to a role of Snowflake's own can be described; the role itself is not the project's to make.
  const own = specs.filter((spec) => !spec.flawed && (spec.kind !== role.name || !isSystemRole(spec.name[0] ?? "")));
  const objects = own.map((spec) => {
    const kind = kindNamed(spec.kind);
    const context = contextOf(spec, byId, options);
    const described = describedAttachments(kind, spec, context);
    for (const key of described.all) attached.add(key);
    for (const attachment of described.attachments)
      addAttachment({ attachment, spec, at: spec.places[described.keys?.get(attachment) ?? ""] ?? spec.at }, places, options.report);
    return compileSpec(kind, spec, context);
  });
  const attachments = [...places.values()];
  const objectsById = new Map(objects.map((object) => [object.id, object]));
  for (const { attachment, at } of attachments) {
    for (const mistake of attachmentMistakes(attachment, objectsById)) options.report({ severity: "error", at, ...mistake });
  }
  return { objects, attachments, attached, renamed: renamedIn(own) };
}

/** `renamed_from` is a name as the files write them, made whole when it was parsed. */
function renamedIn(specs: readonly Spec[]): ReadonlyMap<ObjectId, ObjectId> {
  return new Map(
    specs.flatMap((spec) => {
      const from = spec.fields.renamed_from;
      const name = typeof from === "string" ? parseQualifiedName(from) : null;
      return name === null ? [] : [[spec.id, idOf(spec.kind, name, spec.argumentTypes)] as const];
    }),
  );
}

/** What is set on an object, and which file says so. */
interface DescribedAttachment {
  readonly attachment: Attachment;
  readonly spec: Spec;
  readonly at: Position;
}

/** A place that two files describe: the same is said once, two different things are a mistake. */
function addAttachment(described: DescribedAttachment, places: Map<string, DescribedAttachment>, report: Report): void {
  const { attachment, at } = described;
  const place = placeOf(attachment);
  const twin = places.get(place);
  if (twin === undefined) places.set(place, described);
  if (twin === undefined || sameAttachment(twin.attachment, attachment)) return;
  const where = attachment.column === undefined ? attachment.on : `column ${attachment.column} of ${attachment.on}`;
  report({
    severity: "error",
    code: "ST1113",
    message: `${where} gets ${attachment.what} here, and ${twin.attachment.what} by another file`,
    at,
    hint: `the other place is ${twin.at.file}:${twin.at.line}`,
  });
}

function contextOf(spec: Spec, byId: ReadonlyMap<ObjectId, Spec>, { prefix, secrets, model, report }: CompileOptions): CompileContext {
  const [inDatabase = null, inSchema = null] = kindNamed(spec.kind).scope === "account" ? [] : spec.name;
  return {
    prefix,
    database: inDatabase,
    schema: inSchema,
    report,
    secrets,
    databaseSpec: containerSpec(spec, 1, byId),
    schemaSpec: containerSpec(spec, 2, byId),
    ruleset: (name) => rulesetOf(model, name),
    warehouseOf: (roles) => warehouseOf(model, roles),
  };
}

/** The spec of the database (depth 1) or the schema (depth 2) that the object is in. */
function containerSpec(spec: Spec, depth: 1 | 2, byId: ReadonlyMap<ObjectId, Spec>): Spec | null {
  if (spec.name.length <= depth) return null;
  return byId.get(idOf(depth === 1 ? database.name : schema.name, spec.name.slice(0, depth))) ?? null;
}
