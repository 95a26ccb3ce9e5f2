import type { ConfigNode } from "../../config-node.ts";
import type { Fields } from "../../field.ts";
import { field } from "../../field.ts";
import type { ParseContext } from "../../value-type.ts";
import { text } from "../../value-types/scalar.ts";
import { plainRoleFields } from "../plain/plain-role-fields.ts";
import { businessRoleFields } from "./business-role.ts";
import { type ModelEntry, parseEntries } from "./model-entry.ts";
import { permissionModelFields } from "./permission-model.ts";
import { builtInModels, type PermissionModels, permissionModels } from "./permission-models.ts";
import { technicalRoleFields } from "./technical-role.ts";

/** The files of the role model and of plain roles, parsed. */
export interface Model {
  readonly businessRoles: readonly ModelEntry[];
  readonly technicalRoles: readonly ModelEntry[];
  readonly plainRoles: readonly ModelEntry[];
  readonly permissionModels: PermissionModels;
}

export const emptyModel: Model = { businessRoles: [], technicalRoles: [], plainRoles: [], permissionModels: builtInModels };

interface ModelFile {
  /** The file's name in the root of the project, without its ending. */
  readonly stem: string;
  readonly doc: string;
  /** The fields of each of its entries. */
  readonly fields: Fields;
  /** The file's older name in SnowDDL. */
  readonly formerly?: string;
}

/** Files in the root of a project that describe no kind of object but what roles are derived from; for the reader of projects, the reference and the editor. */
export const modelFiles: readonly ModelFile[] = [
  { stem: "permission_model", doc: "What owners, writers and readers of databases and schemas may do.", fields: permissionModelFields },
  {
    stem: "business_role",
    doc: "Roles of people and services, put together from access to databases, schemas, shares and warehouses.",
    fields: businessRoleFields,
  },
  { stem: "technical_role", formerly: "tech_role", doc: "Roles with single grants, for what business roles cannot express.", fields: technicalRoleFields },
  {
    stem: "role",
    doc: "Roles under their exact names, with their members and grants.",
    fields: { comment: field(text, "A comment."), ...plainRoleFields },
  },
];

/** Reads the files by their stems. Every mistake is reported; what is wrong is left out. */
export function parseModel(files: ReadonlyMap<string, ConfigNode>, context: ParseContext): Model {
  const entries = (stem: string): ModelEntry[] => {
    const file = modelFiles.find((each) => each.stem === stem);
    const nodes = [files.get(stem), file?.formerly === undefined ? undefined : files.get(file.formerly)];
    return nodes.flatMap((node) => (node === undefined || file === undefined ? [] : parseEntries(node, file.fields, context)));
  };
  return {
    permissionModels: permissionModels(entries("permission_model"), context),
    businessRoles: entries("business_role"),
    technicalRoles: entries("technical_role"),
    plainRoles: entries("role"),
  };
}
