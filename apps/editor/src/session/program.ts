/** What results depend on beside graph and inputs, as reports name it. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export const programName = 'chirpflow editor'

/** The browser, as it names itself. */
export function engineName(): string {
  return navigator.userAgent
}

export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}
