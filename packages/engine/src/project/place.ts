import type { Identifier } from "@snowtower/sql";

/** What a file describes, said by where it stands. Names are without the environment's prefix. */
export type Place = AccountPlace | DatabasePlace | SchemaPlace | ObjectPlace;

/** `warehouse.yaml`: `file` is `warehouse`. */
interface AccountPlace {
  readonly kind: "account";
  readonly file: string;
}

/** `db/params.yaml`, `db/database_role.yaml`. */
export interface DatabasePlace {
  readonly kind: "database";
  readonly database: Identifier;
  readonly file: string;
}

/** `db/sc/params.yaml`. */
export interface SchemaPlace {
  readonly kind: "schema";
  readonly database: Identifier;
  readonly schema: Identifier;
  readonly file: string;
}

/** `db/sc/table/t.yaml`; `db/sc/function/f(varchar,number).yaml` has argument types, in upper case. */
export interface ObjectPlace {
  readonly kind: "object";
  readonly database: Identifier;
  readonly schema: Identifier;
  readonly type: string;
  readonly name: Identifier;
  readonly argumentTypes?: readonly string[];
}

export interface ProjectFile {
  readonly path: string;
  readonly place: Place;
}

/** A database exists because its folder does. */
export interface DatabaseFolder {
  readonly path: string;
  readonly database: Identifier;
}

export interface SchemaFolder {
  readonly path: string;
  readonly database: Identifier;
  readonly schema: Identifier;
}
