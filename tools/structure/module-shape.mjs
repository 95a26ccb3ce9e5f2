// What a file takes from other files and what it gives: read from its tokens.
import { stringValue, tokenize } from "./tokens.mjs";

/**
 * @typedef {{ from: string, names: string[], all: boolean, typeOnly: boolean, dynamic: boolean, line: number }} Import
 * `names` are the names in the other file; `all` says that every name may be used.
 * @typedef {{ name: string, line: number }} Export
 */

/** @returns {{ imports: Import[], exports: Export[], tokens: import("./tokens.mjs").Token[], comments: { text: string, line: number }[] }} */
export function moduleShape(source) {
  const { tokens, comments } = tokenize(source);
  const shape = { imports: [], exports: [], tokens, comments };
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i];
    if (kind !== "word" || isMember(tokens, i)) continue;
    if (text === "import") i = readImport(shape, i);
    else if (text === "export") i = readExport(shape, i);
  }
  return shape;
}

// `x.import`, `{ import: 1 }`: a property of that name, not the keyword.
function isMember(tokens, i) {
  return isMark(tokens[i - 1], ".") || isMark(tokens[i - 1], "?.") || isMark(tokens[i + 1], ":");
}

function readImport(shape, start) {
  const { tokens } = shape;
  if (isMark(tokens[start + 1], "(")) return readDynamicImport(shape, start);
  if (isMark(tokens[start + 1], ".")) return start;
  let i = start + 1;
  const typeOnly = isWord(tokens[i], "type") && !isWord(tokens[i + 1], "from") && !isMark(tokens[i + 1], ",");
  if (typeOnly) i++;
  const found = { from: "", names: [], all: false, typeOnly, dynamic: false, line: tokens[start].line };
  for (; tokens[i] !== undefined && tokens[i].kind !== "string"; i++) {
    if (isMark(tokens[i], "{")) {
      const list = readNames(tokens, i);
      found.names.push(...list.names.map((n) => n.outer));
      i = list.end;
    } else if (isMark(tokens[i], "*")) {
      const used = membersUsed(tokens, tokens[i + 2]?.text, i + 3);
      found.names.push(...used.names);
      found.all = used.all;
      i += 2;
    } else if (tokens[i].kind === "word" && tokens[i].text !== "from") found.names.push("default");
  }
  if (tokens[i] === undefined) return start;
  shape.imports.push({ ...found, from: stringValue(tokens[i]) });
  return i;
}

// `import("x")`: what is taken is plain when it is destructured or named at once; else it may be everything.
function readDynamicImport(shape, start) {
  const { tokens } = shape;
  const target = tokens[start + 2];
  if (target?.kind !== "string") return start + 1;
  const found = { from: stringValue(target), names: [], all: true, typeOnly: false, dynamic: true, line: tokens[start].line };
  const end = start + 3;
  const awaited = isWord(tokens[start - 1], "await");
  const named = isMark(tokens[end + 1], ".") ? end + 2 : isMark(tokens[end + 1], ")") && isMark(tokens[end + 2], ".") && awaited ? end + 3 : 0;
  if (named > 0 && !isWord(tokens[named], "then")) Object.assign(found, { names: [tokens[named].text], all: false });
  else if (awaited && isMark(tokens[start - 2], "=") && isMark(tokens[start - 3], "}")) {
    let open = start - 3;
    while (open > 0 && !isMark(tokens[open], "{")) open--;
    Object.assign(found, { names: readNames(tokens, open).names.map((n) => n.outer), all: false });
  }
  shape.imports.push(found);
  return end;
}

function readExport(shape, start) {
  const { tokens } = shape;
  let i = start + 1;
  if (isWord(tokens[i], "type") && (isMark(tokens[i + 1], "{") || isMark(tokens[i + 1], "*"))) i++;
  if (isMark(tokens[i], "{")) return readExportList(shape, i);
  if (isMark(tokens[i], "*")) return readExportAll(shape, i);
  while (["declare", "abstract", "async"].includes(tokens[i]?.text)) i++;
  const line = tokens[start].line;
  if (isWord(tokens[i], "default")) shape.exports.push({ name: "default", line });
  else if (["const", "let", "var"].includes(tokens[i]?.text) && isMark(tokens[i + 1], "{")) {
    for (const { inner } of readNames(tokens, i + 1).names) shape.exports.push({ name: inner, line });
  } else if (["const", "let", "var", "function", "class", "interface", "type"].includes(tokens[i]?.text)) {
    const name = isMark(tokens[i + 1], "*") ? tokens[i + 2] : tokens[i + 1];
    if (name?.kind === "word") shape.exports.push({ name: name.text, line });
  }
  return i;
}

function readExportList(shape, open) {
  const { tokens } = shape;
  const { names, end } = readNames(tokens, open);
  for (const { inner } of names) shape.exports.push({ name: inner, line: tokens[open].line });
  if (!isWord(tokens[end + 1], "from") || tokens[end + 2]?.kind !== "string") return end;
  const from = stringValue(tokens[end + 2]);
  shape.imports.push({ from, names: names.map((n) => n.outer), all: false, typeOnly: false, dynamic: false, line: tokens[open].line });
  return end + 2;
}

function readExportAll(shape, star) {
  const { tokens } = shape;
  const named = isWord(tokens[star + 1], "as");
  if (named) shape.exports.push({ name: tokens[star + 2].text, line: tokens[star].line });
  const target = tokens[star + (named ? 4 : 2)];
  if (target?.kind !== "string") return star;
  shape.imports.push({ from: stringValue(target), names: [], all: true, typeOnly: false, dynamic: false, line: tokens[star].line });
  return star + (named ? 4 : 2);
}

// `{ a, type b, c as d, e: f }`: outer is the name in the other file, inner the one here.
function readNames(tokens, open) {
  const names = [];
  let words = [];
  let i = open + 1;
  const flush = () => {
    if (words.length > 1 && words[0] === "type" && words[1] !== "as") words.shift();
    if (words.length > 0) names.push({ outer: words[0], inner: words.at(-1) });
    words = [];
  };
  for (; tokens[i] !== undefined && !isMark(tokens[i], "}"); i++) {
    if (isMark(tokens[i], ",")) flush();
    else if (tokens[i].kind === "word") words.push(tokens[i].text);
    else if (tokens[i].kind === "string") words.push(stringValue(tokens[i]));
  }
  flush();
  return { names, end: i };
}

function membersUsed(tokens, space, from) {
  const names = new Set();
  for (let i = from; i < tokens.length; i++) {
    if (!isWord(tokens[i], space) || isMark(tokens[i - 1], ".")) continue;
    if (!isMark(tokens[i + 1], ".")) return { names: [], all: true };
    names.add(tokens[i + 2].text);
  }
  return { names: [...names], all: false };
}

export function isMark(token, text) {
  return token?.kind === "mark" && token.text === text;
}

export function isWord(token, text) {
  return token?.kind === "word" && token.text === text;
}
