// The constructs that a source of the emulator refuses by name, read from its text: `cursor.refuse("CREATE TABLE ... CLONE")`.

const CALL = /\b(?:cursor\.refuse|unsupported)\((?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
const LOOP = /for \(const (\w+) of (\[[^\]]*\]|[A-Z][A-Z_]*)\)/g;

/** What cannot be told from the text (a word that the user wrote) stands as `<word>`. */
export function refusalsIn(source) {
  return [...source.matchAll(CALL)].flatMap((call) => {
    if (call[1] !== undefined) return call[1] === "" ? [] : [call[1]];
    return filled(call[2], loopBefore(source, call.index));
  });
}

/** The loop that the call stands in, if it is right before it: its variable and words. */
function loopBefore(source, at) {
  const before = source.slice(Math.max(0, at - 160), at);
  const loop = [...before.matchAll(LOOP)].at(-1);
  if (loop === undefined || /\n {0,2}\}\n/.test(before.slice(loop.index))) return null;
  const list = loop[2].startsWith("[") ? loop[2] : new RegExp(`const ${loop[2]}[^=]*= (\\[[^\\]]*\\])`).exec(source)?.[1];
  const words = [...(list ?? "").matchAll(/"([^"]*)"/g)].map(([, word]) => word);
  return words.length === 0 ? null : { variable: loop[1], words };
}

function filled(template, loop) {
  const meansLoop = loop !== null && template.includes(`\${${loop.variable}}`);
  const texts = meansLoop ? loop.words.map((word) => template.replace(`\${${loop.variable}}`, word)) : [template];
  return texts.map((text) => text.replace(/\$\{[^}]*\}+/g, "<word>")).filter((text) => text !== "<word>");
}
