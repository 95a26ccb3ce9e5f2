import { type AnyObject, bodiesOf, type Diagnostic, database, type Spec } from "@snowtower/kinds";
import { displayed, displayedName, exactly } from "@snowtower/sql";
import { nameChains } from "../../plan/soft-references.ts";

interface Project {
  readonly specs: readonly Spec[];
  /** With its separator, or empty. */
  readonly prefix: string;
}

/**
 * SQL that names a database of the project without the environment's prefix: it would read from, or write to, another environment (RA 5).
 * Only names of three parts count, because what stands before one dot may be a schema or the alias of a table.
 */
export function otherEnvironments(objects: readonly AnyObject[], { specs, prefix }: Project): readonly Diagnostic[] {
  if (prefix === "") return [];
  const databases = new Map(
    specs.filter(({ kind }) => kind === database.name).map(({ name: [own = exactly("")] }) => [own.slice(prefix.length), own] as const),
  );
  const described = new Map(specs.map((spec) => [spec.id, spec]));
  return objects.flatMap((object) => {
    const spec = described.get(object.id);
    if (spec === undefined) return [];
    const named = new Map(
      bodiesOf(object).flatMap((text) => nameChains(text).flatMap((chain) => (chain.length >= 3 ? [[chain[0] ?? "", chain] as const] : []))),
    );
    return [...named].flatMap(([first, chain]) => {
      const own = databases.get(first);
      return own === undefined || databases.has(own) ? [] : [diagnosticOf(spec, `${displayedName(chain.slice(0, 3))}`, { named: first, own })];
    });
  });
}

function diagnosticOf(spec: Spec, chain: string, { named, own }: { readonly named: string; readonly own: string }): Diagnostic {
  const database = displayed(exactly(named));
  return {
    severity: "warning",
    code: "ST1121",
    message: `it names ${chain}, and the database ${database} of this environment is ${displayed(exactly(own))}`,
    at: placeOfBody(spec),
    hint: `write $\{{ env_prefix }}${database.toLowerCase()} for this environment's own`,
  };
}

/** Where the SQL stands, if it stands in a field of its own. */
function placeOfBody({ places, at }: Spec): Spec["at"] {
  return places.text ?? places.body ?? at;
}
