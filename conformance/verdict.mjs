/**
 * What a client's results mean: failures that nobody knew of, known ones that do not fail any more, and fewer tests passed than before.
 * `known` is `{ atLeast, failures }`: a failure is known by its test (`tests`), or by words of its message (`message`), as when the account refuses
 * a construct by its name; `atLeast` tells when something that worked is refused.
 */
export function verdict(tests, { atLeast = 0, failures = [] }) {
  const by = (outcome) => tests.filter((test) => test.outcome === outcome);
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map(by);
  const reasonOf = ({ id, reason }) =>
    failures.find((entry) => entry.tests?.includes(id) || (entry.message !== undefined && reason.includes(entry.message)))?.reason;
  const ran = new Map(tests.map((test) => [test.id, test]));
  const named = failures.flatMap((entry) => entry.tests ?? []);
  return {
    passed: passed.length,
    failed: failed.length,
    skipped: skipped.length,
    missing: Math.max(0, atLeast - passed.length),
    unexpected: failed.filter((test) => reasonOf(test) === undefined),
    mended: named.filter((id) => ran.get(id)?.outcome === "passed"),
    gone: named.filter((id) => !ran.has(id)),
    why: counted(failed.map((test) => reasonOf(test) ?? `not known before: ${test.reason}`)),
    whySkipped: counted(skipped.map(({ reason }) => reason)),
  };
}

/** Each with its number, the most frequent first. */
export function counted(words) {
  const numbers = new Map();
  for (const word of words) numbers.set(word, (numbers.get(word) ?? 0) + 1);
  return [...numbers].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
