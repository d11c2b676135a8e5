/** What the rest of the editor uses of the views. */
export { closeCard, moveCard, newCard, patchCard } from './cards.ts'
export { DockViews } from './DockViews.tsx'
export { type ViewKey, viewKeys } from './keys.ts'
export { openView } from './open-view.ts'
export type { PlotTheme } from './plot/frame.ts'
export { drawPreview } from './preview.ts'
export { onTheme, plotTheme } from './theme.ts'
export { ViewsBar } from './ViewsBar.tsx'
