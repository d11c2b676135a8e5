/** The document layer: no DOM, no React, no engine. */
export * from './clipboard.ts'
export * from './commands/index.ts'
export * from './context.ts'
export * from './layout.ts'
export * from './open.ts'
export * from './places.ts'
export * from './recovery.ts'
export * from './store.ts'
