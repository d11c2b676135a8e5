/** Keys as texts ("Ctrl+Shift+Z", "[", "F8"): parsing, matching against events, and showing. */

export interface Key {
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** As KeyboardEvent.key has it: "K", "Enter", "?", "ArrowLeft"; "Space" for the space bar. */
  readonly key: string
}

/** What matching needs of a KeyboardEvent. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Keys that lie somewhere else, or need a modifier, on other keyboards go by their position. */
const positions: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ...Object.fromEntries(Array.from('0123456789', (digit) => [digit, `Digit${digit}`])),
}
/** Marks that other keyboards reach with Shift or without it: Shift says nothing about them. */
const marks = new Set(['?', '/', '+', '-', ',', '.'])
/** The same mark where Shift is not held, on the keyboard that has both on one key. */
const alike: Readonly<Record<string, string>> = { '=': '+', _: '-' }

/** Reads "Ctrl+Shift+Z". Throws on a modifier that does not exist: the table is written by us. */
export function parseKey(text: string): Key {
  const parts = text === '+' ? ['+'] : text.split(/\+(?!$)/)
  const key = parts.at(-1)!
  const modifiers = new Set(parts.slice(0, -1))
  for (const modifier of modifiers) {
    if (!['Ctrl', 'Shift', 'Alt'].includes(modifier)) throw new Error(`${modifier} in "${text}"`)
  }
  return {
    ctrl: modifiers.has('Ctrl'),
    shift: modifiers.has('Shift'),
    alt: modifiers.has('Alt'),
    key,
  }
}

/** A single character that must not act while somebody types. */
export function isSingle({ ctrl, alt, key }: Key): boolean {
  return !ctrl && !alt && (key.length === 1 || key === 'Space')
}

/** Whether the press is that key. On a Mac, Ctrl in the table is Cmd on the keyboard. */
export function matchKey(press: KeyPress, wanted: Key, mac: boolean): boolean {
  const ctrl = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  if (other || ctrl !== wanted.ctrl || press.altKey !== wanted.alt) return false
  if (!marks.has(wanted.key) && press.shiftKey !== wanted.shift) return false
  const position = positions[wanted.key]
  return position ? press.code === position : nameOf(press) === wanted.key
}

/** Letters as capitals, and by position where the keyboard writes another script. */
function nameOf({ key, code }: KeyPress): string {
  if (key === ' ') return 'Space'
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const letter = /^Key([A-Z])$/.exec(code)
  if (letter && key.length === 1) return letter[1]
  return alike[key] ?? key
}

const shown: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Enter: '↵',
  Delete: 'Del',
  Backspace: '⌫',
}

/** "Ctrl K", "⇧⌘Z" on a Mac, for people. */
export function showKey(text: string, mac: boolean): string {
  const { ctrl, shift, alt, key } = parseKey(text)
  const name = shown[key] ?? key
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${ctrl ? '⌘' : ''}${name}`
  return [ctrl && 'Ctrl', shift && 'Shift', alt && 'Alt', name].filter(Boolean).join(' ')
}

/** For aria-keyshortcuts. */
export function ariaKey(text: string, mac: boolean): string {
  return text.replace('Ctrl', mac ? 'Meta' : 'Control')
}

/** Never bound: browsers keep them, or people need them to get about. */
export function isReserved({ ctrl, shift, alt, key }: Key): boolean {
  if (ctrl && !shift && /^[NTWLRPFDHJU0-9+-]$/.test(key)) return true
  if (ctrl && shift && /^[NTWIJCKP]$/.test(key)) return true
  if (alt && (/^[A-Z]$/.test(key) || key.startsWith('Arrow'))) return true
  if (/^F(1|3|5|6|11|12)$/.test(key)) return true
  return key === 'Tab' || (shift && key === 'Escape')
}
