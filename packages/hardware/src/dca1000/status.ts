/** The card's status bits (code 0x0A) in words. */
import { type StatusBit, statusBits } from './protocol.ts'

export interface StatusWord {
  readonly bit: StatusBit | 'unknown'
  /** news: nothing is wrong; trouble: it may go on with loss; failure: it does not go on so. */
  readonly weight: 'news' | 'trouble' | 'failure'
  /** One sentence. */
  readonly message: string
  /** What to do; '' for news. */
  readonly remedy: string
}

const words: Readonly<Record<StatusBit, Omit<StatusWord, 'bit'>>> = {
  noLvdsData: {
    weight: 'failure',
    message: 'The card gets no data from the radar over LVDS.',
    remedy:
      'Check that the firmware sends raw data and that the sensor was started, then the 60-pin cable.',
  },
  noHeader: {
    weight: 'failure',
    message: 'The card finds no header in the radar data.',
    remedy: 'Set the card to raw mode, or switch the headers on in the radar configuration.',
  },
  eepromFailure: {
    weight: 'failure',
    message: 'The card cannot read or write its memory of addresses (EEPROM).',
    remedy: 'Switch the card off and on; if it stays so, the card has to be repaired.',
  },
  sdDetected: { weight: 'news', message: 'An SD card was put into the capture card.', remedy: '' },
  sdRemoved: {
    weight: 'news',
    message: 'The SD card was taken out of the capture card.',
    remedy: '',
  },
  sdFull: {
    weight: 'trouble',
    message: "The capture card's SD card is full.",
    remedy: 'Capture over Ethernet, or empty the SD card.',
  },
  modeFailure: {
    weight: 'failure',
    message: 'The card could not take the mode it was set to.',
    remedy:
      'Check that the number of LVDS lanes is that of the board, and set switch SW2.5 to software configuration.',
  },
  ddrFull: {
    weight: 'failure',
    message: "The card's memory is full: the radar makes more data than leaves over Ethernet.",
    remedy: 'Shorten the packet delay, or take fewer samples, chirps or frames a second.',
  },
  recordCompleted: {
    weight: 'news',
    message: 'The card has sent all of the recording.',
    remedy: '',
  },
  lvdsBufferFull: {
    weight: 'failure',
    message: "The card's LVDS buffer ran over: radar data was lost before it left the card.",
    remedy: 'Shorten the packet delay, or take fewer samples, chirps or frames a second.',
  },
  playbackCompleted: { weight: 'news', message: 'The card has played all back.', remedy: '' },
  playbackOutOfSequence: {
    weight: 'trouble',
    message: 'The card met playback data out of sequence.',
    remedy: 'Send the playback data again from the beginning.',
  },
}

/** What each bit that is set says, lowest first; bits that are not documented under 'unknown'. */
export function describeStatus(status: number): StatusWord[] {
  const said: StatusWord[] = []
  let rest = status
  for (const [bit, number] of Object.entries(statusBits) as [StatusBit, number][]) {
    if (((status >> number) & 1) === 0) continue
    rest &= ~(1 << number)
    said.push({ bit, ...words[bit] })
  }
  if (rest === 0) return said
  const hex = `0x${rest.toString(16).padStart(4, '0')}`
  const message = `The card reports status bits ${hex}, which are not documented.`
  const remedy = 'If nothing comes, switch the card off and on.'
  return [...said, { bit: 'unknown', weight: 'trouble', message, remedy }]
}
