import { counted } from "./verdict.mjs";

/** One line a client, and under it why tests failed or were left out. */
export function table(rows) {
  const head = ["client", "version", "passed", "failed", "skipped"];
  const cells = rows.map(({ client, version, skipped, verdict }) =>
    verdict === undefined
      ? [client, version ?? "-", "-", "-", "all"].concat(`skipped: ${skipped}`)
      : [client, version, verdict.passed, verdict.failed, verdict.skipped, ""],
  );
  const widths = head.map((word, i) => Math.max(word.length, ...cells.map((row) => String(row[i]).length)));
  const line = (row) =>
    `${row
      .slice(0, 5)
      .map((cell, i) => (i < 2 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i])))
      .join("  ")}  ${row[5] ?? ""}`.trimEnd();
  return [line(head), ...rows.flatMap((row, i) => [line(cells[i]), ...reasons(row)])].join("\n");
}

function reasons({ verdict, notes = [] }) {
  const said = (title, entries) => entries.map(({ word, count }) => `  ${String(count).padStart(5)}  ${title}: ${word}`);
  return [
    ...(verdict === undefined ? [] : [...said("failed", verdict.why), ...said("skipped", verdict.whySkipped)]),
    ...notes.map((note) => `         ${note}`),
  ];
}

/** How many passed in each group. */
export function groups(tests) {
  return counted(tests.map(({ group }) => group))
    .sort((a, b) => (a.word < b.word ? -1 : 1))
    .map(({ word, count }) => {
      const passed = tests.filter(({ group, outcome }) => group === word && outcome === "passed").length;
      return `  ${word.padEnd(32)} ${String(passed).padStart(4)} of ${String(count).padStart(4)}${passed === count ? "" : "  *"}`;
    })
    .join("\n");
}
