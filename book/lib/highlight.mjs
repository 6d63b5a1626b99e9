/*
 * book/lib/highlight.mjs - words of C, NASM, make and shell in their colours.
 *
 * A scanner for whole lines: the state that crosses a line is whether a block
 * comment is open.  Each token becomes one span of class k (keyword), t (type),
 * m (macro or constant), f (function), n (number), s (string), c (comment) or
 * p (directive); everything else stays plain text.
 */
import { escape } from "./text.mjs";

const words = (text) => new Set(text.split(/\s+/));

const C_KEYWORDS = words(`break case const continue default do else enum extern for goto if
  inline return sizeof static struct switch typedef union volatile while _Static_assert
  __attribute__ asm __asm__ _Noreturn _Alignas`);
const C_TYPES = words(`bool char double float int long short signed size_t ssize_t uint8_t uint16_t
  uint32_t uint64_t int8_t int16_t int32_t int64_t uintptr_t unsigned void true false NULL`);
const ASM_KEYWORDS = words(`mov lea push pop call ret iretq iret jmp je jne jz jnz ja jb jae jbe jc
  jnc add sub and or xor not shl shr test cmp inc dec in out lidt lgdt lldt ltr sti cli hlt nop wrmsr
  rdmsr cpuid rep movsb movsq stosb stosq stosd lodsb int swapgs invlpg pushfq popfq xchg cld loop
  db dw dd dq resb resw resd resq times equ align section global extern bits org default`);
const SHELL_KEYWORDS = words(`if then else elif fi for in do done while case esac function return
  exit export local set`);

const C = {
  comment: /^\/\/.*/, open: "/*", close: "*/",
  rest: /^(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(#\s*[a-z]+)|((?:0[xX][0-9a-fA-F']+|\d[\d.]*)[uUlL]*)|([A-Za-z_]\w*))/,
  word(text, after) {
    if (C_KEYWORDS.has(text)) return "k";
    if (C_TYPES.has(text)) return "t";
    if (/^[A-Z][A-Z0-9_]+$/.test(text)) return "m";
    return /^\s*\(/.test(after) ? "f" : "";
  },
};
const ASM = {
  comment: /^;.*/,
  rest: /^(?:("[^"]*"|'[^']*')|(%[a-z]+)|(0x[0-9a-fA-F]+|\d[0-9a-fA-F]*h?\b)|([A-Za-z_.][\w.]*))/,
  word(text, after) {
    if (ASM_KEYWORDS.has(text.toLowerCase())) return "k";
    if (/^(r[a-z0-9]{1,3}|e[a-z]{2}|[abcd][lhx]|[cdefgs]s|cr\d)$/.test(text)) return "t";
    if (/^[A-Z][A-Z0-9_]+$/.test(text)) return "m";
    return after.startsWith(":") ? "f" : "";
  },
};
const SHELL = {
  comment: /^#.*/,
  rest: /^(?:("(?:[^"\\]|\\.)*"|'[^']*')|(\$\(?\{?[A-Za-z_@<^*]\w*[)}]?)|(\b\d+\b)|([A-Za-z_][\w.-]*))/,
  word: (text) => (SHELL_KEYWORDS.has(text) ? "k" : ""),
};
const LANGUAGES = { c: C, h: C, nasm: ASM, asm: ASM, sh: SHELL, bash: SHELL, make: SHELL, mk: SHELL };

const KINDS = ["s", "p", "n"];

function span(kind, text) {
  return kind ? `<span class="${kind}">${escape(text)}</span>` : escape(text);
}

/* One token at the start of `text`: [length, html]. */
function token(language, text) {
  const comment = language.comment.exec(text);
  if (comment) return [comment[0].length, span("c", comment[0])];
  const match = language.rest.exec(text);
  if (!match) return [1, escape(text[0])];
  const kind = KINDS[[1, 2, 3].findIndex((i) => match[i] !== undefined)] ??
    language.word(match[0], text.slice(match[0].length));
  return [match[0].length, span(kind, match[0])];
}

/* A function (line) -> html that remembers an open block comment. */
export function highlighter(name) {
  const language = LANGUAGES[name];
  let inside = false;
  if (!language) return escape;
  return (line) => {
    let html = "";
    for (let at = 0; at < line.length;) {
      const text = line.slice(at);
      if (inside || (language.open && text.startsWith(language.open))) {
        const end = text.indexOf(language.close, inside ? 0 : 2);
        inside = end < 0;
        const length = inside ? text.length : end + 2;
        html += span("c", text.slice(0, length));
        at += length;
      } else {
        const [length, piece] = token(language, text);
        html += piece;
        at += length;
      }
    }
    return html;
  };
}

export function languageOf(path) {
  const ending = /\.([a-z]+)$/.exec(path)?.[1] ?? "";
  if (ending === "h") return "c";
  return ending in LANGUAGES ? ending : /Makefile$/.test(path) ? "make" : "";
}
