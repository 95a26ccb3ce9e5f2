// Spoils SQL in the ways that break parsers: tokens lost, doubled, swapped, spliced from another statement, nesting, odd characters, cut ends.

const TOKEN = /\s+|"(?:[^"]|"")*"?|'(?:[^'\\]|''|\\.)*'?|\$\$|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|->>|->|=>|::|\|\||<=|>=|<>|!=|./gsu;
const ODD = [
  "\0",
  "\u2028",
  "\ud800",
  "é",
  "🏔",
  "\\",
  "'",
  '"',
  "$$",
  "--",
  "/*",
  "*/",
  "//",
  "`",
  ";",
  "->>",
  "::",
  "@~",
  "%",
  "?",
  ":1",
  "$1",
  "\r",
  "\t",
  "\u00a0",
];
const NUMBERS = ["0", "-1", "1e999", "99999999999999999999999999999999999999999", "0x1F", "1.", ".5", "1..2", "NaN", String(2 ** 53)];
const WORDS =
  "CREATE OR REPLACE ALTER DROP IF NOT EXISTS TABLE VIEW SELECT FROM WHERE GRANT ON TO ROLE WITH SET UNSET IN LIKE LIMIT AS NULL BEGIN END IDENTIFIER ( ) , . = *".split(
    " ",
  );

export function mutate(text, seeds, random) {
  let tokens = text.match(TOKEN) ?? [];
  for (let times = 1 + random.below(4); times > 0; times--) tokens = random.pick(WAYS)(tokens, seeds, random);
  return tokens.join("").slice(0, 60_000);
}

const WAYS = [
  (tokens, _, random) => tokens.toSpliced(random.below(tokens.length + 1), 1 + random.below(3)),
  (tokens, _, random) => insert(tokens, random, tokens[random.below(tokens.length)] ?? ""),
  (tokens, _, random) => insert(tokens, random, ` ${random.pick(WORDS)} `),
  (tokens, _, random) => insert(tokens, random, random.pick(ODD)),
  (tokens, _, random) => replaced(tokens, random, random.pick(NUMBERS)),
  (tokens, _, random) => replaced(tokens, random, random.pick(WORDS)),
  (tokens, _, random) => tokens.slice(0, random.below(tokens.length + 1)),
  (tokens, seeds, random) => splice(tokens, seeds.pick(random).match(TOKEN) ?? [], random),
  (tokens, _, random) => swap(tokens, random),
  (tokens, _, random) => nest(tokens, random),
  (tokens, _, random) => insert(tokens, random, "x".repeat(1 + random.below(random.chance(0.1) ? 5000 : 300))),
];

function insert(tokens, random, token) {
  return tokens.toSpliced(random.below(tokens.length + 1), 0, token);
}

function replaced(tokens, random, token) {
  return tokens.length === 0 ? [token] : tokens.with(random.below(tokens.length), token);
}

function splice(tokens, others, random) {
  const cut = random.below(tokens.length + 1);
  return [...tokens.slice(0, cut), ...others.slice(random.below(others.length + 1))];
}

function swap(tokens, random) {
  if (tokens.length < 2) return tokens;
  const [a, b] = [random.below(tokens.length), random.below(tokens.length)];
  return tokens.with(a, tokens[b]).with(b, tokens[a]);
}

function nest(tokens, random) {
  const depth = random.chance(0.05) ? 20_000 : random.below(40);
  const [open, close] = random.pick([
    ["(", ")"],
    ["((", ")"],
    ["[", "]"],
    ["CASE WHEN ", " END"],
    ["BEGIN ", " END;"],
    ["SELECT * FROM (", ")"],
    ["/*", "*/"],
    ["NOT ", ""],
    ["-", ""],
    ["{'a':", "}"],
  ]);
  const at = random.below(tokens.length + 1);
  return [...tokens.slice(0, at), open.repeat(depth), ...tokens.slice(at), close.repeat(random.chance(0.8) ? depth : random.below(depth + 1))];
}
