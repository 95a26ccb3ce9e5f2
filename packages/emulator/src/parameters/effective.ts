import { type Catalog, entryAt, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { SessionState } from "../session-state.ts";
import { parameterNamed } from "./known.ts";
import type { Parameter } from "./parameter.ts";

/** What a parameter is for an object or a session, and where that was set: `""` for nowhere. `default` is Snowflake's own. */
export interface Effective {
  readonly value: string;
  readonly level: string;
  readonly default: string;
}

interface Source {
  readonly level: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** `sources` from the outside in. */
function effective(parameter: Parameter, sources: readonly Source[]): Effective {
  let value = parameter.default;
  let level = "";
  for (const source of sources) {
    const set = source.parameters[parameter.name];
    if (set === undefined) continue;
    value = set;
    level = source.level;
  }
  return { value, level, default: parameter.default };
}

function account(catalog: Catalog): Source {
  return { level: "ACCOUNT", parameters: entryAt(catalog, ACCOUNT).parameters };
}

export function effectiveForAccount(catalog: Catalog, parameter: Parameter): Effective {
  return effective(parameter, [account(catalog)]);
}

/** For an object: its own setting, then its schema's, database's, account's. */
export function effectiveForObject(catalog: Catalog, entry: Entry, parameter: Parameter): Effective {
  const path = pathOf(catalog, entry).map((at) => ({ level: at.class, parameters: at.parameters }));
  return effective(parameter, [account(catalog), ...path]);
}

export function effectiveForSession(catalog: Catalog, session: SessionState, parameter: Parameter): Effective {
  const user = entryAt(catalog, session.user);
  return effective(parameter, [account(catalog), { level: "USER", parameters: user.parameters }, { level: "SESSION", parameters: session.parameters }]);
}

/** What a parameter is in the session of a statement; `""` for one that is not known. */
export function sessionParameterOf(context: Context, name: string): string {
  const parameter = parameterNamed(name);
  return parameter === null ? "" : effectiveForSession(context.draft.catalog, context.session, parameter).value;
}
