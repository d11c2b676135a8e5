import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
export default defineConfig({ root: '/work/main/apps/editor/dev', cacheDir: '/tmp/canvas-vite', plugins: [react()], server: { host: '127.0.0.1', port: 5231, fs: { allow: ['/work/main'] }, hmr: false, strictPort: true } })
