/** The device and how it stands, in words with an icon. */
import type { RadarStatus } from '@chirpflow/graph'
import type { LiveState } from '../state/live.ts'
import type { IconName } from '../theme/icons.tsx'
import type { Tone } from './health-cells.ts'

export interface StateWords {
  readonly title: string
  /** One word for the mark in the top bar. */
  readonly word: string
  readonly message: string
  readonly tone: Tone
  readonly icon: IconName
}

export function stateWords({ status, server, retryIn }: LiveState): StateWords {
  const { health, options, steps } = status
  const title = titleOf(options?.device)
  if (server === 'lost') {
    const message =
      retryIn === undefined
        ? 'The server was started anew: open the address that it prints'
        : `The server does not answer; trying again in ${retryIn} s`
    return { title, word: 'Server gone', message, tone: 'error', icon: 'failed' }
  }
  const step = steps.find(({ state }) => state === 'running' || state === 'failed')
  if (!health) {
    const failed = step?.state === 'failed'
    return {
      title,
      word: failed ? 'Not connected' : 'Connecting',
      message: step?.message ?? '',
      tone: failed ? 'error' : 'none',
      icon: failed ? 'failed' : 'running',
    }
  }
  const said = [health.message, health.remedy].filter(Boolean).join(' ')
  switch (health.state) {
    case 'streaming':
      return {
        title,
        word: 'Live',
        message: health.message || `Connected · ${whereOf(options)}`,
        tone: health.message ? 'warning' : 'ok',
        icon: 'radar',
      }
    case 'connecting':
      return { title, word: 'Connecting', message: said, tone: 'none', icon: 'running' }
    case 'silent':
      return {
        title,
        word: 'Silent',
        message: said || 'No frames arrive',
        tone: 'error',
        icon: 'warning',
      }
    case 'lost':
      return {
        title,
        word: 'Lost',
        message: said || 'Looking for it again',
        tone: 'error',
        icon: 'failed',
      }
    case 'ended':
      return { title, word: 'Ended', message: said || 'Disconnected', tone: 'none', icon: 'idle' }
  }
}

/** "iwr6843-demo" as "IWR6843 + DCA1000". */
function titleOf(device: string | undefined): string {
  if (device === undefined) return 'Radar'
  if (device === 'emulator') return 'Emulated radar'
  const [board] = device.split('-')
  return device === 'auto' ? 'Radar + DCA1000' : `${board.toUpperCase()} + DCA1000`
}

function whereOf(options: RadarStatus['options']): string {
  return options?.device === 'emulator' ? 'on this machine' : (options?.cardAddress ?? '')
}
