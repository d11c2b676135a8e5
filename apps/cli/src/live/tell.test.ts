/** What a person at a terminal is told of a radar while it is away. */
import type { RadarHealth } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import type { Terminal } from '../terminal.ts'
import { createLineTeller } from './tell.ts'

const health = (time: number, away: number, state: RadarHealth['state']): RadarHealth => ({
  state,
  message: state === 'lost' ? 'The card does not answer.' : '',
  remedy: '',
  time,
  frames: 100,
  damaged: 0,
  missing: 0,
  frameRate: 0,
  packetRate: 0,
  packets: { received: 440, lost: 0, reordered: 0, late: 0, doubled: 0, foreign: 0 },
  newest: { time: time - away, age: away },
  jitter: 0,
  queue: 0,
  queueLimit: 9,
  coverage: 0,
  receiveBuffer: 1,
})

test('it is said that it is gone, every ten seconds that it still is, and that it is back', () => {
  const said: string[] = []
  const terminal = { err: (text: string) => void said.push(text), out: () => {} } as unknown
  const { health: tell } = createLineTeller(terminal as Terminal, 0)
  tell(health(5, 0, 'streaming'))
  for (let time = 7; time <= 30; time++) tell(health(time, time - 5, 'lost'))
  tell(health(31, 0, 'streaming'))
  expect(said).toEqual([
    'warning: lost: The card does not answer.\n',
    'still lost: no frame for 12 s\n',
    'still lost: no frame for 22 s\n',
    'streaming\n',
  ])
})
