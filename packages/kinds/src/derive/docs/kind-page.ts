import { type AccountFacts, exactly } from "@snowtower/sql";
import type { Field, Fields } from "../../field.ts";
import type { Kind, Need } from "../../kind.ts";
import { fileFields } from "../file-fields.ts";
import { filePlace } from "../json-schema.ts";
import { yamlText } from "../write/yaml-text.ts";
import { exampleOf } from "./example.ts";

/** The reference page of a kind, in Markdown: all of it is taken from the kind's definition. */
export function kindPage(kind: Kind): string {
  const observed = Object.fromEntries(Object.entries(kind.fields).filter(([, { observed: isObserved }]) => isObserved === true));
  return [
    `# ${kind.label.toLowerCase()}`,
    `${kind.doc} [Snowflake's page](${kind.url})${kind.edition === undefined ? "" : `; from the ${kind.edition} edition on`}.`,
    `Described in \`${filePlace(kind)}\`${kind.layout.endsWith(" file") && kind.layout !== "object file" ? ", a map from names" : ""}; for editors, [its JSON Schema](../schemas/${kind.name}.schema.json).`,
    ...example(kind),
    "## Fields",
    fieldTable(kind, fileFields(kind)),
    ...(Object.keys(observed).length === 0 ? [] : ["Only the account says, and no file:", fieldTable(kind, observed)]),
    ...(kind.later === undefined || kind.later.length === 0 ? [] : [`Not supported yet, and refused in a file: ${kind.later.map(code).join(", ")}.`]),
    "## How it is read",
    reading(kind),
    "## What it takes",
    needs(kind),
    "## Replacing and dropping",
    ending(kind),
  ]
    .join("\n\n")
    .concat("\n");
}

function example(kind: Kind): readonly string[] {
  const file = exampleOf(kind);
  if (file === null) return [];
  const isMap = kind.layout === "root file" || kind.layout === "database file";
  return [`\`\`\`yaml\n${yamlText(isMap ? { example: file } : file)}\`\`\``];
}

function fieldTable(kind: Kind, fields: Fields): string {
  const rows = Object.entries(fields).map(([name, field]) => {
    const isRequired = kind.required?.includes(name) === true;
    const marks = [field.secret === true ? "secret" : "", field.edition === undefined ? "" : `${field.edition} edition`].filter((mark) => mark !== "");
    const cells = [code(name), field.doc, field.type.says, isRequired ? "required" : absence(kind, name, field), changed(kind, name, field), marks.join(", ")];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| field | what it is | type | absent | a change | |", "|---|---|---|---|---|---|", ...rows].join("\n");
}

function absence(kind: Kind, name: string, field: Field): string {
  if (!Object.hasOwn(kind.fields, name)) return field.absent === "unmanaged" ? "left alone" : "none";
  const byEdition = new Set((["STANDARD", "ENTERPRISE"] as const).map((edition) => JSON.stringify(field.default?.({ ...FACTS, edition }))));
  if (byEdition.size > 1) return "depends on the account";
  const [fallback] = byEdition;
  if (fallback !== undefined) return code(fallback);
  return field.absent === "unmanaged" ? "left alone" : "unset";
}

function changed(kind: Kind, name: string, { change, secret, sql }: Field): string {
  if (!Object.hasOwn(kind.fields, name)) return "";
  if (change === "ignore") return "said when it is created; never compared";
  if (secret === true) return "ALTER, where it is known to be another one";
  if (change === "replace" || (sql === undefined && kind.alter === undefined)) return "only a new object has another value";
  return sql === undefined && kind.replace !== undefined ? "ALTER, or a new object where no ALTER can" : "ALTER";
}

const FACTS: AccountFacts = {
  locator: "",
  organization: "",
  name: "",
  region: "AWS_EU_CENTRAL_1",
  edition: "STANDARD",
  user: exactly("DOCS"),
  role: exactly("DOCS"),
  warehouse: null,
  source: "",
};

function reading({ sources, label, lesser, listedToAll }: Kind): string {
  const statements = sources.map((source) => {
    if (source.from === "show") return `SHOW ${source.what}`;
    return source.from === "describe" ? `DESCRIBE ${label}` : `SHOW PARAMETERS IN ${label}`;
  });
  const shown = listedToAll === true ? "Its name is listed to everybody." : "It is listed to a role that has some privilege on it.";
  return `${statements.map(code).join(", ")}. ${shown}${lesser === undefined ? "" : ` ${lesser}`}`;
}

function needs(kind: Kind): string {
  const rows = (["create", "alter", "drop"] as const).map((verb) => `| ${verb} | ${kind.needs[verb].map((need) => neededOn(kind, need)).join(", ")} |`);
  return ["| to | the role needs |", "|---|---|", ...rows].join("\n");
}

function neededOn(kind: Kind, { privilege, on }: Need): string {
  return `${privilege} on the ${on === "self" ? kind.label.toLowerCase() : on}`;
}

function ending(kind: Kind): string {
  const { replace, undrop, definitionOnly } = kind;
  const lost = replace === undefined ? "" : [...replace.loses, ...(replace.grants === "lost" ? ["its grants"] : [])].join("; ");
  return [
    replace === undefined
      ? "It is never replaced: what no ALTER can do is told, and left."
      : `What no ALTER can do is done with CREATE OR REPLACE${lost === "" ? "." : `, which loses: ${lost}.`}${replace.runs === undefined ? "" : " A query copies what is in it, which needs a warehouse."}`,
    undrop !== undefined
      ? `A dropped one comes back with UNDROP, for as many days as \`${undrop}\` says.`
      : definitionOnly === true
        ? "A dropped one can be made again as it was: it holds nothing but its definition."
        : "A dropped one can be made again from its definition; what else it held does not come back.",
    ...(kind.inUse === "refused" ? ["Snowflake refuses to drop it while others refer to it."] : []),
    ...(kind.renames === true ? ["With `renamed_from` it gets another name, and keeps what is on it, in it and granted on it."] : []),
  ].join(" ");
}

function code(text: string): string {
  return `\`${text}\``;
}
