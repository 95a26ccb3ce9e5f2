import { catalogue } from "@snowtower/kinds";

const LABELS: ReadonlyMap<string, string> = new Map(catalogue.map(({ name, label }) => [name, label.toLowerCase()]));

/** A step's id for people: `table DB.SC.T`, `owner of table DB.SC.T`, `grant to ROLE X on TABLE T`, `masking policy on table DB.SC.T`. */
export function stepInWords(id: string): string {
  const plain = id.replace(/#\d+$/, "");
  const [, what = "", bearer = "", off] = /^([a-z_]+) on ([a-z_]+:.*?)( off)?$/s.exec(plain) ?? [];
  if (bearer !== "") return `${labelOf(what)} ${off === undefined ? "on" : "off"} ${stepInWords(bearer)}`;
  const [, kind = "", rest = ""] = /^([a-z_]+):(.*)$/s.exec(plain) ?? [];
  if (kind === "owner") return `owner of ${stepInWords(rest)}`;
  if (kind === "mark") return `mark of ${stepInWords(rest)}`;
  if (kind === "grants") return `grants on ${stepInWords(rest)}`;
  if (kind === "grant") return `grant to ${rest}`;
  if (kind === "revoke") return `revoke from ${rest}`;
  return kind === "" ? id : `${labelOf(kind)} ${rest}`;
}

function labelOf(kind: string): string {
  return LABELS.get(kind) ?? kind;
}
