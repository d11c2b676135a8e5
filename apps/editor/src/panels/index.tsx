/** Stands in until the panels are there. */
export function Palette() {
  return null
}

export function Inspector() {
  return null
}

export function Outline() {
  return null
}
