const PATTERNS = new Map<string, RegExp>();

/** SHOW's LIKE: `%`, `_`, `\` before them takes their meaning away; upper and lower case are the same. */
export function matchesLike(pattern: string, name: string): boolean {
  let compiled = PATTERNS.get(pattern);
  if (compiled === undefined) {
    if (PATTERNS.size > 1000) PATTERNS.clear();
    compiled = compile(pattern);
    PATTERNS.set(pattern, compiled);
  }
  return compiled.test(name);
}

function compile(pattern: string): RegExp {
  let source = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === "\\" && i + 1 < pattern.length) source += literal(pattern[++i] as string);
    else if (c === "%") source += "[^]*";
    else if (c === "_") source += "[^]";
    else source += literal(c);
  }
  return new RegExp(`^${source}$`, "iu");
}

function literal(c: string): string {
  return c.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
