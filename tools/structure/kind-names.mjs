// Nobody outside kinds/ switches on a kind's name: a rule about a kind imports its definition.
// sql and emulator are not judged: they stand on the other side of the wall and have words of their own.
import { kindFiles } from "./catalogue.mjs";
import { finding } from "./finding.mjs";
import { isMark, isWord } from "./module-shape.mjs";
import { stringValue } from "./tokens.mjs";
import { resolveImport } from "./workspace.mjs";

const JUDGED = new Set(["insight", "engine", "store", "service", "console", "cli"]);
const EQUALITY = ["===", "!==", "==", "!="];
const ASKING = new Set(["all", "find", "kindNamed", "ofKind"]);

export function checkKindNames(workspace) {
  const names = new Set(kindFiles(workspace).flatMap(namesOf));
  return workspace.files.filter((file) => JUDGED.has(file.package) && !file.test).flatMap((file) => uses(file, without(names, tagsSeenBy(workspace, file))));
}

// A tag of a union (`readonly kind: "schema"`) that the file, or one it imports, declares itself is no kind's name there.
function tagsSeenBy(workspace, file) {
  const near = [file, ...file.imports.map((used) => workspace.byPath.get(resolveImport(file, used.from)))];
  return new Set(near.flatMap((one) => (one === undefined ? [] : declaredTags(one))));
}

function declaredTags({ tokens }) {
  return tokens.flatMap((token, i) => {
    if (!isWord(token, "readonly") || !isWord(tokens[i + 1], "kind") || !isMark(tokens[i + 2], ":")) return [];
    const tags = [];
    for (let at = i + 3; tokens[at]?.kind === "string" || isMark(tokens[at], "|"); at++) if (tokens[at].kind === "string") tags.push(stringValue(tokens[at]));
    return tags;
  });
}

function without(names, tags) {
  return new Set([...names].filter((name) => !tags.has(name)));
}

/** The name and the label a kind's file gives it: the first of each after `defineKind(`. */
function namesOf({ tokens }) {
  const start = tokens.findIndex((token, i) => isWord(token, "defineKind") && isMark(tokens[i + 1], "("));
  return start < 0 ? [] : ["name", "label"].flatMap((key) => property(tokens, start, key));
}

function property(tokens, start, key) {
  const at = tokens.findIndex((token, i) => i > start && isWord(token, key) && isMark(tokens[i + 1], ":") && tokens[i + 2]?.kind === "string");
  return at < 0 ? [] : [stringValue(tokens[at + 2])];
}

function uses(file, names) {
  const { tokens } = file;
  const switches = [];
  let depth = 0;
  return tokens.flatMap((token, i) => {
    if (isMark(token, "{")) depth++;
    if (isMark(token, "}")) {
      depth--;
      if (switches.at(-1)?.depth > depth) switches.pop();
    }
    if (isWord(token, "switch")) switches.push({ depth: depth + 1, kind: isKindSwitch(tokens, i) });
    if (token.kind !== "string" || !names.has(stringValue(token))) return [];
    const caseOfKind = isWord(tokens[i - 1], "case") && switches.at(-1)?.kind === true;
    if (!caseOfKind && !compared(tokens, i) && !asked(tokens, i) && !listed(tokens, i)) return [];
    return [finding("kind-names", file.path, token.line, `${token.text} is a kind's name: import the kind's definition instead`)];
  });
}

// `switch (x.kind)`, `switch (x.kind.name)`
function isKindSwitch(tokens, at) {
  let i = at + 2;
  for (let open = 1; tokens[i] !== undefined && open > 0; i++) {
    if (isMark(tokens[i], "(")) open++;
    if (isMark(tokens[i], ")")) open--;
  }
  return endsInKind(tokens, i - 2);
}

// `x.kind === "table"`, `x.kind.name !== "table"`, `"table" === x.kind`
function compared(tokens, i) {
  if (EQUALITY.includes(tokens[i - 1]?.text)) return endsInKind(tokens, i - 2);
  if (!EQUALITY.includes(tokens[i + 1]?.text)) return false;
  let end = i + 2;
  while (isMark(tokens[end + 1], ".") || isMark(tokens[end + 1], "?.")) end += 2;
  return endsInKind(tokens, end);
}

// `catalog.all("table")`
function asked(tokens, i) {
  return isMark(tokens[i - 1], "(") && ASKING.has(tokens[i - 2]?.text) && isMark(tokens[i - 3], ".");
}

// `["table", "view"].includes(x.kind)`, `new Set(["table"]).has(x.kind)` in one expression
function listed(tokens, i) {
  let end = i;
  while (tokens[end]?.kind === "string" || isMark(tokens[end], ",")) end++;
  while (isMark(tokens[end], "]") || isMark(tokens[end], ")")) end++;
  if (!isMark(tokens[end], ".") || !["includes", "has"].includes(tokens[end + 1]?.text)) return false;
  let close = end + 3;
  while (tokens[close] !== undefined && !isMark(tokens[close], ")")) close++;
  return endsInKind(tokens, close - 1);
}

function endsInKind(tokens, end) {
  if (isWord(tokens[end], "kind") || isWord(tokens[end], "kindName")) return true;
  return isWord(tokens[end], "name") && isWord(tokens[end - 2], "kind");
}
