import { displayed } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import { readPart } from "../../value-types/name.ts";
import type { Grantee } from "../grant.ts";
import { readGlobalPrivilege } from "../grant-entry.ts";
import { databaseRoles, schemaRoles } from "./access-roles.ts";
import type { DescribedObject } from "./described.ts";
import { onObject, onRole } from "./draft.ts";
import { databaseOf, type Expanding, textField } from "./expansion.ts";
import { strings } from "./model-entry.ts";
import { shareTarget } from "./share-roles.ts";
import { warehouseRole } from "./warehouse-roles.ts";

export const OWNER_FIELDS = [
  "owner_database_write",
  "owner_database_read",
  "owner_schema_write",
  "owner_schema_read",
  "owner_integration_usage",
  "owner_share_read",
  "owner_warehouse_usage",
  "owner_account_grants",
  "owner_global_roles",
] as const;

interface Owner {
  readonly object: DescribedObject;
  readonly to: Grantee;
  readonly why: string;
}

/** What the owner role of a schema or database has beside what is in it: the parameters `owner_*`, and volumes and catalogs of Iceberg tables. */
export function giveToOwner(owner: Owner, expanding: Expanding): void {
  giveStorage(owner, expanding);
  giveRoles(owner, expanding);
  const { object, to, why } = owner;
  const { draft } = expanding;
  const at = placeIn(object);
  for (const written of strings(object.spec.fields, "owner_integration_usage")) {
    const name = readPart(written);
    if (name === null) draft.refuse({ code: "ST1105", message: `not a name: "${written}"`, at: at("owner_integration_usage") });
    else draft.give({ to, privilege: "USAGE", on: onObject("INTEGRATION", displayed(name)), why: `${why} uses integration ${displayed(name)}` });
  }
  for (const written of strings(object.spec.fields, "owner_account_grants")) {
    const read = readGlobalPrivilege(written);
    if ("code" in read) draft.refuse({ ...read, at: at("owner_account_grants") });
    else draft.give({ to, privilege: read.privilege, on: { kind: "account" }, why: `${why} may ${read.privilege.toLowerCase()}` });
  }
}

/** An Iceberg table needs its volume and catalog; a schema has those of its database where it names none. */
function giveStorage({ object, to, why }: Owner, expanding: Expanding): void {
  const database = object.spec.name.length > 1 ? databaseOf(object, expanding) : undefined;
  for (const field of ["external_volume", "catalog", "catalog_sync"]) {
    const written = textField(object.spec, field) ?? textField(database?.spec, field);
    const name = written === undefined ? null : readPart(written);
    if (name === null) continue;
    const type = field === "external_volume" ? "EXTERNAL VOLUME" : "INTEGRATION";
    expanding.draft.give({ to, privilege: "USAGE", on: onObject(type, displayed(name)), why: `${why} keeps Iceberg tables with ${displayed(name)}` });
  }
}

function giveRoles({ object, to, why }: Owner, expanding: Expanding): void {
  const { draft, prefix } = expanding;
  const { fields } = object.spec;
  const at = placeIn(object);
  for (const [level, verb] of [
    ["WRITE", "writes to"],
    ["READ", "reads"],
  ] as const) {
    for (const kind of ["database", "schema"] as const) {
      const field = `owner_${kind}_${level.toLowerCase()}`;
      const roles = strings(fields, field).flatMap((written) =>
        (kind === "database" ? databaseRoles : schemaRoles)({ level, written, at: at(field) }, expanding),
      );
      for (const role of roles) draft.give({ to, privilege: "USAGE", on: onRole(role.name), why: `${why} also ${verb} ${role.on}` });
    }
  }
  for (const written of strings(fields, "owner_share_read")) {
    const share = shareTarget(written, prefix);
    if (share === null) draft.refuse({ code: "ST1105", message: `not a name: "${written}"`, at: at("owner_share_read") });
    else draft.give({ to, privilege: "USAGE", on: share.on, why: `${why} also reads ${share.words}` });
  }
  for (const written of strings(fields, "owner_warehouse_usage")) {
    const role = warehouseRole({ written, use: "USAGE", at: at("owner_warehouse_usage") }, expanding);
    if (role !== null) draft.give({ to, privilege: "USAGE", on: onRole(role.name), why: `${why} ${role.verb} ${role.on}` });
  }
  for (const written of strings(fields, "owner_global_roles")) {
    const name = readPart(written);
    if (name === null) draft.refuse({ code: "ST1105", message: `not a name: "${written}"`, at: at("owner_global_roles") });
    else draft.give({ to, privilege: "USAGE", on: onRole(name), why: `${why} holds role ${displayed(name)}` });
  }
}

export function placeIn(object: DescribedObject): (field: string) => Position {
  return (field) => object.spec.places[field] ?? object.spec.at;
}
