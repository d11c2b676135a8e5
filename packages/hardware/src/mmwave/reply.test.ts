import { describe, expect, test } from 'vitest'
import { promptOf, readReply } from './reply.ts'

describe('a reply', () => {
  test.each([
    ['Done', 'frameCfg 0\r\nDone\r\n\r\nmmwDemo:/>', 'done', 'Done'],
    ['without echo', 'Done\n\nLVDS Stream:/>', 'done', 'Done'],
    [
      'sensorStart of SDK 3',
      'frameCfg 0\r\nDebug: Init Calibration Status = 0x1ffe\r\nDone\r\nmmwDemo:/>',
      'done',
      'Debug: Init Calibration Status = 0x1ffe; Done',
    ],
    ['ignored', 'Ignored: Sensor is already stopped\nDone\nmmwDemo:/>', 'ignored', /^Ignored/],
    ['a comment', 'Skipped\nmmwDemo:/>', 'skipped', 'Skipped'],
    [
      'no such command',
      "'frameCfg' is not recognized as a CLI command\nmmwDemo:/>",
      'unknown',
      /not recognized/,
    ],
    [
      'another word than was sent',
      "'\xff?`?frameCfg' is not recognized as a CLI command\nmmwDemo:/>",
      'garbled',
      /not recognized/,
    ],
    [
      'an error of the command',
      'Error: Invalid usage of the CLI command\nError -1\nmmwDemo:/>',
      'error',
      'Error: Invalid usage of the CLI command; Error -1',
    ],
    ['noise before', '\x00\xff~\r\nDone\r\nmmwDemo:/>', 'done', /Done$/],
    ['a banner', '******\nxWR14xx\n******\nDone\nLVDS Stream:/>', 'done', 'xWR14xx; Done'],
    ['something else', 'what?\nmmwDemo:/>', 'unclear', 'what?'],
    ['a prompt alone', 'frameCfg 0\r\n\r\nmmwDemo:/>', 'silent', ''],
  ])('%s', (_, received, kind, text) => {
    const reply = readReply(received, 'frameCfg 0')
    expect(reply.kind).toBe(kind)
    if (typeof text === 'string') expect(reply.text).toBe(text)
    else expect(reply.text).toMatch(text)
  })

  test.each([
    ['Done\r\nmmwDemo:/>', 'mmwDemo:/>'],
    ['~LVDS Stream:/> ', 'LVDS Stream:/>'],
    ['CLI:/>', 'CLI:/>'],
    ['mmwDemo:/>frame', undefined],
    ['', undefined],
  ])('%j ends with the prompt %j', (received, prompt) => {
    expect(promptOf(received)).toBe(prompt)
  })
})
