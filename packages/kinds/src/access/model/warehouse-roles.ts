import { displayed, type Identifier } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import { readPart, withPrefix } from "../../value-types/name.ts";
import { warehouseRoleName, withoutPrefix } from "../role-name.ts";
import { storedName } from "./described.ts";
import { onObject } from "./draft.ts";
import type { Expanding } from "./expansion.ts";

type WarehouseUse = "USAGE" | "MONITOR";

const WORDS: Readonly<Record<WarehouseUse, string>> = { USAGE: "runs queries on", MONITOR: "monitors" };

/** Two roles for each warehouse: who runs queries on it, and who watches it. */
export function addWarehouseRoles({ described, draft, prefix }: Expanding): readonly Identifier[] {
  const names: Identifier[] = [];
  for (const { spec, name } of described.all("WAREHOUSE")) {
    for (const use of ["USAGE", "MONITOR"] as const) {
      const role = warehouseRoleName(prefix, storedName(name), use);
      const to = draft.role({ name: role, at: spec.at });
      for (const privilege of [use, "OPERATE"])
        draft.give({ to, privilege, on: onObject("WAREHOUSE", name), why: `the role that ${WORDS[use]} warehouse ${name}` });
      names.push(role);
    }
  }
  return names;
}

/** The role on a warehouse that a file names; an unknown warehouse is told. */
export function warehouseRole(asked: { readonly written: string; readonly use: WarehouseUse; readonly at: Position }, { described, draft, prefix }: Expanding) {
  const part = readPart(asked.written) ?? storedName(asked.written);
  const name = displayed(withPrefix(prefix, withoutPrefix(prefix, part)));
  const warehouse = described.find("WAREHOUSE", name);
  if (warehouse === undefined) {
    const among = described.all("WAREHOUSE").map((each) => each.bare.toLowerCase());
    const word = withoutPrefix(prefix, part);
    draft.refuse({ code: "ST1202", message: `there is no warehouse "${word}" in the project`, at: asked.at, closestTo: { word, among } });
    return null;
  }
  return { name: warehouseRoleName(prefix, storedName(name), asked.use), on: `warehouse ${name}`, verb: WORDS[asked.use] };
}
