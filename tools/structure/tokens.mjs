// A light tokenizer for TypeScript and JavaScript: enough to read imports, exports and comparisons without the compiler's API.
// Promise: comments, strings, templates and regular expressions never leak words into the token stream.

/** @typedef {{ kind: "word" | "string" | "template" | "regexp" | "number" | "mark", text: string, line: number }} Token */

// After one of these words or marks a slash starts a regular expression; after anything else it divides.
const BEFORE_REGEXP = new Set("return typeof case in of delete void instanceof new do else throw await yield".split(" "));
const LONG_MARKS = ["===", "!==", "...", "**=", "<<=", ">>=", "&&=", "||=", "??=", "=>", "==", "!=", "?.", "??", "&&", "||"];

/** @param {string} source @returns {{ tokens: Token[], comments: { text: string, line: number }[] }} */
export function tokenize(source) {
  const state = { source, at: source.startsWith("#!") ? lineEnd(source, 0) : 0, line: 1, tokens: [], comments: [], braces: [] };
  while (state.at < source.length) step(state);
  return { tokens: state.tokens, comments: state.comments };
}

function step(state) {
  const { source, at } = state;
  const c = source[at];
  if (c === "\n") state.line++;
  if (/\s/.test(c)) state.at++;
  else if (source.startsWith("//", at)) take(state, "comment", lineEnd(source, at));
  else if (source.startsWith("/*", at)) take(state, "comment", after(source, "*/", at + 2));
  else if (c === '"' || c === "'") take(state, "string", stringEnd(source, at));
  else if (c === "`" || (c === "}" && state.braces.at(-1) === "template")) takeTemplate(state);
  else if (/[\p{ID_Start}_$#@]/u.test(c)) take(state, "word", matchEnd(source, at, /[#@]?[\p{ID_Continue}$]*/uy));
  else if (/[0-9]/.test(c)) take(state, "number", matchEnd(source, at, /[0-9][0-9a-zA-Z_.]*/y));
  else if (c === "/" && regexpMayStart(state.tokens.at(-1))) take(state, "regexp", regexpEnd(source, at));
  else takeMark(state);
}

function take(state, kind, end) {
  const text = state.source.slice(state.at, end);
  if (kind === "comment") state.comments.push({ text, line: state.line });
  else state.tokens.push({ kind, text, line: state.line });
  state.line += text.split("\n").length - 1;
  state.at = end;
}

function takeMark(state) {
  const { source, at } = state;
  const mark = LONG_MARKS.find((m) => source.startsWith(m, at)) ?? source[at];
  if (mark === "{") state.braces.push("block");
  if (mark === "}") state.braces.pop();
  take(state, "mark", at + mark.length);
}

// A template is one token per literal piece; what stands in its holes is tokenized like any code.
function takeTemplate(state) {
  const { source } = state;
  if (source[state.at] === "}") state.braces.pop();
  let end = state.at + 1;
  while (end < source.length && source[end] !== "`" && !source.startsWith("${", end)) end += source[end] === "\\" ? 2 : 1;
  if (source.startsWith("${", end)) {
    state.braces.push("template");
    end += 2;
  } else end++;
  take(state, "template", Math.min(end, source.length));
}

function regexpMayStart(previous) {
  if (previous === undefined) return true;
  if (previous.kind === "word") return BEFORE_REGEXP.has(previous.text);
  if (previous.kind === "template") return previous.text.endsWith("${");
  return previous.kind === "mark" && ![")", "]", "}"].includes(previous.text);
}

function regexpEnd(source, at) {
  let inClass = false;
  for (let i = at + 1; i < source.length && source[i] !== "\n"; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === "[") inClass = true;
    else if (source[i] === "]") inClass = false;
    else if (source[i] === "/" && !inClass) return matchEnd(source, i + 1, /[a-z]*/y);
  }
  return at + 1;
}

// A string ends at its line's end even when its quote is missing, so that an apostrophe in JSX text costs one line, not the file.
function stringEnd(source, at) {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === source[at]) return i + 1;
    else if (source[i] === "\n") return i;
  }
  return source.length;
}

function matchEnd(source, at, pattern) {
  pattern.lastIndex = at;
  return at + Math.max(1, pattern.exec(source)?.[0].length ?? 1);
}

function lineEnd(source, at) {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

function after(source, closing, at) {
  const end = source.indexOf(closing, at);
  return end < 0 ? source.length : end + closing.length;
}

/** The value of a string token, without its quotes; escapes are left as they are. */
export function stringValue(token) {
  return token.text.slice(1, -1);
}
