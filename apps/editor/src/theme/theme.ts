/** Puts the theme on the page: the system's until the user chooses one. */
import type { Theme, UiStore } from '../state/ui.ts'

const systemLight = '(prefers-color-scheme: light)'

export function resolveTheme(theme: Theme): 'dark' | 'light' {
  if (theme !== 'system') return theme
  return matchMedia(systemLight).matches ? 'light' : 'dark'
}

/** Keeps `data-theme` of the page what the store says; call the result to stop. */
export function followTheme(ui: UiStore): () => void {
  const media = matchMedia(systemLight)
  const apply = () => {
    document.documentElement.dataset.theme = resolveTheme(ui.getState().theme)
  }
  apply()
  media.addEventListener('change', apply)
  const stop = ui.subscribe((state, before) => {
    if (state.theme !== before.theme) apply()
  })
  return () => {
    stop()
    media.removeEventListener('change', apply)
  }
}
