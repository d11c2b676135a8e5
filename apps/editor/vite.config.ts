/** Builds the editor into apps/editor/dist: plain files that any server may serve from any folder. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { planOnly } from './plan-only.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('.'),
  base: './',
  plugins: [react(), planOnly()],
  worker: { format: 'es' },
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
    // what a first visit needs is one script, however many parts that come later share pieces of it
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { host: '127.0.0.1', fs: { allow: [at('../..')] } },
  preview: { host: '127.0.0.1' },
})
