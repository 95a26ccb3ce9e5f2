/** What stands between an environment's prefix and a name, as in SnowDDL. */
const SEPARATOR = "__";

type EnvPrefix = { readonly prefix: string } | { readonly refused: string };

/** `dev` as `DEV__`: what is put before the names of databases, warehouses, users and roles. (docs: SnowDDL, "Env prefix") */
export function envPrefix(written: string | undefined): EnvPrefix {
  if (written === undefined || written === "") return { prefix: "" };
  const upper = written.toUpperCase();
  if (!/^[A-Z0-9_]+$/.test(upper)) return { refused: `an environment's prefix has letters, digits and _ only: "${written}"` };
  if (upper.includes(SEPARATOR) || upper.endsWith("_"))
    return { refused: `an environment's prefix has no ${SEPARATOR} in it and no _ at its end: "${written}"` };
  return { prefix: upper + SEPARATOR };
}
