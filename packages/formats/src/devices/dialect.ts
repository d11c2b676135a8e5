/** How the command lines of TI's firmwares differ. */

export type DialectName = 'mmw-demo' | 'lvds-stream'

export interface Dialect {
  /** What the board writes when it waits for a command. */
  readonly prompt: string
  readonly firmware: string
  /** Ends a line. */
  readonly lineEnd: '\r' | '\n'
  /** Seconds between two characters and after a line: this firmware reads its UART by polling. */
  readonly characterPause: number
  readonly linePause: number
  /** Commands it takes; anything else is "not recognized". */
  readonly commands: ReadonlySet<string>
}

/** Commands of the mmWave extension of the command line, in every firmware (ti/utils/cli of the SDK). */
const extension = `version help flushCfg dfeDataOutputMode channelCfg adcCfg profileCfg chirpCfg
  frameCfg advFrameCfg subFrameCfg lowPower contModeCfg`

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  // SDK user's guide, "Configuration (.cfg) File Format".
  'mmw-demo': {
    prompt: 'mmwDemo:/>',
    firmware: 'the mmWave SDK demo',
    lineEnd: '\n',
    characterPause: 0,
    linePause: 0,
    commands: words(`${extension} sensorStart sensorStop adcbufCfg lvdsStreamCfg guiMonitor cfarCfg
      peakGrouping multiObjBeamForming clutterRemoval calibDcRangeSig compRangeBiasAndRxChanPhase
      measureRangeBiasAndRxChanPhase CQRxSatMonitor CQSigImgMonitor analogMonitor calibData
      aoaFovCfg cfarFovCfg extendedMaxVelocity bpmCfg nearFieldCfg configDataPort
      queryDemoStatus`),
  },
  // xwr14xx/cli.c of the test firmware; pauses as iwr_raw_rosnode has them.
  'lvds-stream': {
    prompt: 'LVDS Stream:/>',
    firmware: 'the LVDS-stream test firmware',
    lineEnd: '\r',
    characterPause: 0.01,
    linePause: 0.1,
    commands: words(`${extension} sensorStart sensorStop testFmkCfg setProfileCfg`),
  },
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
