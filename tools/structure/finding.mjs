// A finding is `{ path, line, rule, message }`. A line comment `structure: allow <rule>, <reason>` on its line or the line before accepts it.

/** @typedef {{ path: string, line: number, rule: string, message: string }} Finding */

/** @returns {Finding} */
export function finding(rule, path, line, message) {
  return { rule, path, line, message };
}

/** The findings that no comment accepts. A comment without a reason accepts nothing. */
export function notAllowed(workspace, findings) {
  return findings.filter((found) => {
    const comments = workspace.byPath.get(found.path)?.comments ?? [];
    return !comments.some((c) => (c.line === found.line || c.line === found.line - 1) && allows(c.text, found.rule));
  });
}

function allows(comment, rule) {
  const match = /structure: allow ([a-z-]+), *(\S.*)/.exec(comment);
  return match !== null && match[1] === rule && match[2].length > 5;
}

export function format({ path, line, rule, message }) {
  return `${path}${line > 0 ? `:${line}` : ""}  ${rule}  ${message}`;
}
