/** The canvas: the graph as cards and wires, by mouse and by keyboard. */
export { Canvas } from './Canvas.tsx'
export { createSizeOf } from './sizes.ts'
