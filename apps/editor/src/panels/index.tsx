/** Palette, inspector and outline: what a graph is made of, what a part of it is, and the graph as a list. */
export { Inspector } from './inspector/Inspector.tsx'
export { Outline } from './outline/Outline.tsx'
export { AddOverlay } from './palette/AddOverlay.tsx'
export { AlternativeOverlay } from './palette/AlternativeOverlay.tsx'
export { Palette } from './palette/Palette.tsx'
