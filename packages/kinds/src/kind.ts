import type { Edition, Identifier, QualifiedName, Statement } from "@snowtower/sql";
import type { Attaches, Bears, DescribedAttachments } from "./access/attaches.ts";
import type { Attachment } from "./access/attachment.ts";
import type { Grant } from "./access/grant.ts";
import type { Change, ObjectChange } from "./change.ts";
import type { Code } from "./codes.ts";
import type { Fields, ValueOf } from "./field.ts";
import type { AnyObject } from "./object.ts";
import type { ObjectId } from "./object-id.ts";
import type { ObjectRows } from "./rows.ts";
import type { Spec } from "./spec.ts";
import type { Read, Value } from "./value.ts";
import type { ParseContext } from "./value-type.ts";

type KindScope = "account" | "database" | "schema";

/** A bulk or a single read that a kind's objects come from. Kinds that name the same source share its request. */
type Source =
  /** `SHOW <what> [IN DATABASE d | IN SCHEMA s]`. `paged` is false where it takes neither LIMIT nor FROM (RA 8). */
  | ShowSource
  /** `SHOW PARAMETERS IN <label> <object>`, one for each object of the scope; or only for the `settings` of the interest, where the objects are too many. */
  | { readonly from: "parameters"; readonly where?: "settings" }
  /** `DESCRIBE <label> <object>`, one for each object of the scope. */
  | { readonly from: "describe" };

export interface Late {
  readonly view: string;
  readonly latency: "90 minutes" | "2 hours" | "3 hours";
}

export interface ShowSource {
  readonly from: "show";
  readonly what: string;
  readonly paged: boolean;
  /** The view of SNOWFLAKE.ACCOUNT_USAGE that holds the like, and how late it may be (docs: sql-reference/account-usage). For reading in bulk; a plan reads live. */
  readonly late?: Late;
  /** For a list that cannot be paged: a query that gives the rows of one schema under the same column names, however many. It needs a warehouse. */
  query?(schema: QualifiedName): Statement;
}

/** A privilege that a verb needs, and on what. */
export interface Need {
  readonly privilege: string;
  readonly on: "account" | "database" | "schema" | "self";
}

interface Needs {
  readonly create: readonly Need[];
  readonly alter: readonly Need[];
  readonly drop: readonly Need[];
}

/** What a kind's hook may ask of everything else. */
export interface World {
  find(id: ObjectId): AnyObject | null;
  /** Objects whose name starts with this container's name: what is in it. */
  inside(container: ObjectId): Iterable<AnyObject>;
  attachments(of: ObjectId): Iterable<Attachment>;
  grants(on: ObjectId): Iterable<Grant>;
}

/** What one file says of an object that another file describes. */
export interface Contribution {
  readonly to: ObjectId;
  readonly field: string;
  readonly value: Value;
}

/** A described object in the making: the fields of the file, and those of its containers. */
export interface CompileContext extends ParseContext {
  /** The files that describe the containers, if there are any. */
  readonly databaseSpec: Spec | null;
  readonly schemaSpec: Spec | null;
  /** Who owns what is in a schema, by the name of its permission model; `null` for a model that is not described. */
  ruleset(permissionModel: string | undefined): "SCHEMA_OWNER" | "DATABASE_OWNER" | null;
  /** The warehouse (displayed name) of a user whose file names none: the first one that his business roles may use. */
  warehouseOf(businessRoles: readonly string[]): string | undefined;
}

/** An object that has to be at rest while other changes are made: once for all of them, and then it is as described, or as it was. */
export interface Bracket {
  readonly of: ObjectId;
  /** The fields' values at rest: `state: suspended`. It is created at rest. */
  readonly rest: { readonly [field: string]: Value };
  /** In words, for the steps' reason: `the graph of a task stands still while it changes`. */
  readonly why: string;
}

/** Something wrong between described objects; it is told where the file says the field. */
export interface Mistake {
  readonly field: string;
  readonly message: string;
}

/** Why a replacement is not made, with the code that says so. */
export interface Refusal {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

/** A column by its stored names. */
export interface ColumnRename {
  readonly from: string;
  readonly to: string;
}

/** All that is particular to one kind of Snowflake object. */
export interface Kind<N extends string = string, F extends Fields = Fields> {
  readonly name: N;
  /** Snowflake's word in CREATE, DROP and GRANT: `WAREHOUSE`, `FILE FORMAT`. */
  readonly label: string;
  /** Its plural in SHOW and in GRANT ... ON ALL: `WAREHOUSES`. */
  readonly plural: string;
  readonly scope: KindScope;
  /** Where files describe it: `<name>.yaml` in the root or in a database's folder, a folder with `params.yaml`, or `<database>/<schema>/<name>/<object>.yaml`. */
  readonly layout: "root file" | "database file" | "folder" | "object file";
  /** A folder of the object's name beside its file holds files of the user's. */
  readonly files?: true;
  readonly edition?: Edition;
  /** One sentence for the reference page. */
  readonly doc: string;
  readonly url: string;
  readonly fields: F;
  /** Fields of a file that are no fields of the account's object: `permission_model`, `is_sandbox`, `depends_on`. */
  readonly config?: Fields;
  /** Fields that SnowDDL's files may have and that are not managed yet: refused in words. */
  readonly later?: readonly string[];
  readonly required?: readonly string[];
  /** The first one lists the objects, a row each. */
  readonly sources: readonly Source[];
  readonly needs: Needs;
  /** Privileges that the object's owner needs for this change beside those: to start a task. */
  alsoNeeds?(change: ObjectChange): readonly Need[];
  /** The role that whoever makes this change must be, or inherit, where no privilege does instead: ACCOUNTADMIN. */
  needsRole?(change: ObjectChange): Identifier | null;
  /** The object's identity holds its argument types. */
  readonly overloads?: true;
  /** How long after a drop UNDROP brings it back: the field that says how many days, its own or that of what it is in. */
  readonly undrop?: string;
  /** It holds nothing but its definition: what is dropped can be made again as it was, and loses only its grants. */
  readonly definitionOnly?: true;
  /**
   * CREATE OR REPLACE is offered for what no ALTER can do, and this is what it loses. Absent: it is not offered. `grants`: it knows no COPY GRANTS,
   * so those on the object are gone, and future grants act on the new one. `runs`: a query copies what is in it, which needs a warehouse.
   */
  readonly replace?: { readonly loses: readonly string[]; readonly grants?: "lost"; readonly runs?: "query" };
  /** Snowflake refuses to drop an object, or to replace it, while others refer to it. */
  readonly inUse?: "refused";
  /** How its objects are set on others: policies and tags. */
  readonly attaches?: Attaches;
  /** What can be set on its objects. */
  readonly bears?: Bears;
  /** ALTER ... RENAME TO: what is on it, in it and granted on it stays. */
  readonly renames?: true;
  /** SHOW names every object to every role, though it may tell no more: then what is not listed is absent, whoever reads (docs/decisions/0006). */
  readonly listedToAll?: true;
  /** What a role that is shown the object, and does not own it, may not be told: one sentence for the page on reading. */
  readonly lesser?: string;
  /** Why the row tells no more than the name, if it does not: owner and fields are unknown then. */
  hidden?(row: ObjectRows): string | null;
  /** A row that belongs to this kind although the SHOW lists others too. Absent: all rows. */
  accepts?(row: ObjectRows): boolean;
  /** What is listed but belongs to Snowflake: never planned, never drift (RA 4). */
  baseline?(row: ObjectRows): boolean;
  /** Fields beyond the ones that name their own column. */
  decode?(rows: ObjectRows): { readonly [field: string]: Read<Value> };
  /** The argument types of an overloaded object, from its row. */
  decodeArguments?(rows: ObjectRows): readonly string[];
  /** The account's fields from a file's fields, where it is not one to one. */
  compile?(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> };
  /** The policies and tags that the file says are set on the object, or that the object is set on others. */
  attachments?(spec: Spec, context: CompileContext): DescribedAttachments;
  /** What a file says of the policies that are set on one object: the inverse of `attachments`, without tags. */
  writeAttachments?(attachments: readonly Attachment[]): { readonly [field: string]: Value };
  /** What the file says of objects that have files of their own. */
  contributes?(spec: Spec): readonly Contribution[];
  /** What is wrong between the object and others that are described, and cannot be seen in its file alone: tasks that wait for each other. */
  mistakes?(object: AnyObject, described: World): readonly Mistake[];
  /** Hard references: what must exist before. Containers are known without it. */
  refs?(object: AnyObject): readonly ObjectId[];
  /** SQL of the object in which names may stand: soft references are looked for in it. */
  bodies?(object: AnyObject): readonly string[];
  /** An object that can be created before its references and completed after: what is created first. Breaks a cycle of hard references. */
  early?(object: AnyObject): AnyObject;
  /** CREATE; the generic one writes `CREATE <label> <name> KEY = value ...`. */
  create?(object: AnyObject, how: "create" | "replace", born?: readonly Attachment[]): readonly Statement[];
  /** ALTER for the fields that the generic SET / UNSET does not write; called with those fields. `null`: only a replacement can do it. `born`: what new columns are born with. */
  alter?(change: ObjectChange, fields: readonly string[], born?: readonly Attachment[]): readonly Statement[] | null;
  /** CREATE OR REPLACE where it depends on what there is: a table keeps its rows. Absent: `create` writes it. */
  remake?(change: ObjectChange, born: readonly Attachment[]): readonly Statement[];
  /** Why this replacement must not be made, though replacements are offered; asked in the world before the plan. */
  refuses?(change: ObjectChange, world: World): Refusal | null;
  /** Columns that `to` knows under other names than `from`, by its own word: each is renamed before anything else is. */
  renamedColumns?(from: AnyObject, to: AnyObject): readonly ColumnRename[];
  /** Columns of `from` that `to` wants under names which others have there. */
  takenNames?(from: AnyObject, to: AnyObject): readonly ColumnRename[];
  /** The object as it is when columns of this one have got other names, its own or another's: what it says of them, Snowflake keeps right. */
  followsColumns?(object: AnyObject, renamed: { readonly of: QualifiedName; readonly columns: readonly ColumnRename[] }): AnyObject;
  drop?(object: AnyObject): readonly Statement[];
  /** Why only a new object would do, in words, where `alter` says `null`: for the planner's note. */
  whyReplace?(change: ObjectChange): readonly string[];
  /** What an alteration means for whoever uses the object, the gravest first; beside what its fields say of themselves. */
  danger?(change: ObjectChange): readonly string[];
  /** What has to be at rest while this change is made. Asked twice: in the world before the plan, and in the described one. */
  bracket?(change: ObjectChange, world: World): readonly Bracket[];
  /** What the object holds beside its definition, and what a drop takes away for good: the files of a stage, the offset of a stream. */
  holds?(object: AnyObject): readonly string[];
  /** What altering the object back would not bring back. */
  loses?(change: ObjectChange): readonly string[];
  /** It holds nothing of its own and shows what others hold: what follows it follows these. */
  readonly showsOthers?: true;
  /** What becomes of the object when one of its references is dropped, or replaced by a new one of its name: a stream goes stale. Absent: nothing. */
  bereft?(object: AnyObject, of: ObjectChange): AnyObject;
  /** The object as it is when another one has got another name: what it says of that name, Snowflake keeps right. */
  follows?(object: AnyObject, renamed: { readonly from: QualifiedName; readonly to: QualifiedName }): AnyObject;
  /** What Snowflake does besides. */
  implies?(change: ObjectChange, world: World): readonly Change[];
}

/** Defines a kind; keeps the literal types of its name and fields. */
export function defineKind<const N extends string, F extends Fields>(definition: Kind<N, F>): Kind<N, F> {
  return definition;
}

/** The typed fields of a kind's object. */
type FieldsOf<K> = K extends Kind<string, infer F> ? { readonly [P in keyof F]?: Read<ValueOf<F[P]>> } : never;

/** An object of this kind, with its fields' types. */
type ObjectOf<K> = K extends Kind<infer N, infer _F> ? AnyObject & { readonly kind: N; readonly fields: FieldsOf<K> } : never;

/** Narrows an object to a kind. */
export function isA<K extends Kind>(object: AnyObject, kind: K): object is ObjectOf<K> & AnyObject {
  return object.kind === kind.name;
}
