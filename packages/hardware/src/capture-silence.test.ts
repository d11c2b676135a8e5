import { describe, expect, test } from 'vitest'
import { explainSilence, type Silence } from './capture-silence.ts'

const quiet: Silence = {
  options: {
    address: '192.168.33.30',
    cardAddress: '192.168.33.180',
    configPort: 4096,
    dataPort: 4098,
  },
  streamed: false,
  cardAnswers: true,
  commandLine: 'answers',
  port: '/dev/ttyACM0',
  status: 0,
  packets: 0,
  foreign: 0,
}

describe('why nothing comes, from what card and radar say', () => {
  test.each<[string, Partial<Silence>, RegExp, RegExp, RegExp]>([
    [
      'no card',
      { cardAnswers: false },
      /No reply from the DCA1000 at 192\.168\.33\.180:4096/,
      /power|192\.168\.33\.30/,
      /192\.168\.33\.30/,
    ],
    [
      'a card that was there',
      { cardAnswers: false, streamed: true },
      /does not answer any more/,
      /cable|supply/,
      /by itself/,
    ],
    ['no port', { commandLine: 'gone' }, /ttyACM0 is gone/, /unplugged/, /Plug it in/],
    ['no prompt', { commandLine: 'mute' }, /does not answer on .*ttyACM0/, /hangs/, /reset/],
    ['no LVDS', { status: 1 }, /no data from the radar over LVDS/, /60-pin/, /60-pin/],
    [
      'no LVDS, under Studio',
      { status: 1, commandLine: 'none' },
      /no data from the radar over LVDS/,
      /Studio has not started/,
      /Trigger the frames/,
    ],
    ['a full card', { status: 1 << 7 }, /memory is full/, /more data/, /packet delay/],
    ['an overrun card', { status: 1 << 9 }, /memory is full/, /more data/, /packet delay/],
    ['no whole frame', { packets: 12 }, /12 packets came, but no whole frame/, /size/, /config/],
    ['strangers', { foreign: 3 }, /none of them from 192\.168\.33\.180/, /Another/, /address/],
    ['Studio', { commandLine: 'none' }, /does not send yet/, /Studio/, /trigger the frames/],
    ['nothing at all', {}, /nothing comes to port 4098/, /firewall/i, /4098/],
  ])('%s', (_, known, message, cause, remedy) => {
    const said = explainSilence({ ...quiet, ...known })
    expect(said.message).toMatch(message)
    expect(said.cause).toMatch(cause)
    expect(said.remedy).toMatch(remedy)
  })

  test('a part that is away is worse than silence', () => {
    const away: Partial<Silence>[] = [
      { cardAnswers: false },
      { commandLine: 'gone' },
      { commandLine: 'mute' },
    ]
    for (const known of away) expect(explainSilence({ ...quiet, ...known }).state).toBe('lost')
    expect(explainSilence({ ...quiet, status: 1 }).state).toBe('silent')
  })

  test('the end of a recording (bit 8) is no reason for silence', () => {
    expect(explainSilence({ ...quiet, status: 1 << 8 })).toEqual(explainSilence(quiet))
  })
})
