// The lexer reads every body of every view, task and procedure of an account: twice the text must take twice the time.
import { lex } from "@snowtower/sql";

export const name = "lex SQL";

const BODY = `
CREATE OR REPLACE VIEW "Sales"."Q1" COMMENT = 'it''s "done"' AS -- by month
SELECT o.id, o."Total", $$a 'b' c$$ AS note /* kept */ FROM sales.orders o JOIN sales.items i ON i.order_id = o.id
WHERE o.created_at >= '2024-01-01'::TIMESTAMP_NTZ AND o.amount > 1.5e3 AND o.state IN ('A', 'B');
`;

export function run() {
  return [1000, 2000, 4000].map((copies) => {
    const text = BODY.repeat(copies);
    lex(text);
    return { label: `${(text.length / 1e6).toFixed(1)} MB`, samples: Array.from({ length: 7 }, () => milliseconds(() => lex(text))) };
  });
}

function milliseconds(work) {
  const from = performance.now();
  work();
  return performance.now() - from;
}
