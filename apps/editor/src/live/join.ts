/** Opens the line to the server's radar when the page comes. */
import { connectRadar } from '../session/radar-line.ts'
import type { Server } from '../session/server.ts'
import type { Editor } from '../state/editor.ts'
import { startLive } from './start.ts'

export function joinRadar(editor: Editor, server: Server): void {
  startLive(editor, connectRadar(server))
}
