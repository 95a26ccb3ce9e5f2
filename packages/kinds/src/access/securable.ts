import { displayed, displayedName, securableType } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import { type AnyObject, known } from "../object.ts";
import { signature } from "../object-id.ts";
import { isUnknown } from "../value.ts";

/** An object as grants see it. */
export interface Securable {
  /** The type that GRANT takes: `INTEGRATION` for an external access integration. */
  readonly type: string;
  /** As in grants: `DB.SC.T`, `DB.SC.F(VARCHAR)`. */
  readonly name: string;
  /** The database it is in, and the schema (`DB.SC`), displayed. */
  readonly database: string | null;
  readonly schema: string | null;
  /** Displayed; `null` is Snowflake itself, `undefined` is not known or not said. */
  readonly owner?: string | null;
  /** Of a stage: on external stages only USAGE means something, on internal ones only READ and WRITE. */
  readonly external?: boolean;
}

/** `null` for what grants cannot be given on. */
export function securableOf(object: AnyObject): Securable | null {
  const type = securableType(kindNamed(object.kind).label);
  if (type === undefined) return null;
  const [database] = object.name;
  const owner = isUnknown(object.owner) ? undefined : object.owner;
  return {
    type: type.type,
    name: signature(object.name, object.argumentTypes),
    database: type.in === "account" || database === undefined ? null : displayed(database),
    schema: type.in === "schema" ? displayedName(object.name.slice(0, 2)) : null,
    ...(owner === undefined ? {} : { owner: owner === null ? null : displayed(owner) }),
    ...(type.type === "STAGE" ? { external: known(object.fields.url) !== undefined } : {}),
  };
}
